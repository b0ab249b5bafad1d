package outlet

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// keys are what an object store knows somebody by. They are in no message.
type keys struct{ id, secret, session string }

// sign puts the signature of AWS (Signature Version 4, for S3) into a request, over all
// headers that it has. digest is the SHA-256 of the body. It is described in
// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
func (k keys) sign(r *http.Request, digest, region string, at time.Time) {
	const algorithm = "AWS4-HMAC-SHA256"
	now := at.UTC().Format("20060102T150405Z")
	r.Header.Set("X-Amz-Date", now)
	r.Header.Set("X-Amz-Content-Sha256", digest)
	if k.session != "" {
		r.Header.Set("X-Amz-Security-Token", k.session)
	}
	headers := map[string]string{"host": r.URL.Host}
	names := []string{"host"}
	for name, values := range r.Header {
		name = strings.ToLower(name)
		names = append(names, name)
		headers[name] = strings.Join(strings.Fields(strings.Join(values, ",")), " ")
	}
	slices.Sort(names)
	var canonical strings.Builder
	fmt.Fprintf(&canonical, "%s\n%s\n%s\n", r.Method, r.URL.EscapedPath(), r.URL.RawQuery)
	for _, name := range names {
		fmt.Fprintf(&canonical, "%s:%s\n", name, headers[name])
	}
	signed := strings.Join(names, ";")
	fmt.Fprintf(&canonical, "\n%s\n%s", signed, digest)
	scope := now[:8] + "/" + region + "/s3/aws4_request"
	text := strings.Join([]string{algorithm, now, scope, sum([]byte(canonical.String()))}, "\n")
	key := []byte("AWS4" + k.secret)
	for _, part := range strings.Split(scope, "/") {
		key = mac(key, part)
	}
	r.Header.Set("Authorization", fmt.Sprintf("%s Credential=%s/%s,SignedHeaders=%s,Signature=%s", algorithm, k.id, scope, signed, hex.EncodeToString(mac(key, text))))
}

func mac(key []byte, text string) []byte {
	h := hmac.New(sha256.New, key)
	h.Write([]byte(text))
	return h.Sum(nil)
}

// escaped writes a path or a value as the signature has it: every byte but letters,
// digits and -._~ by its number, and slashes as they are in a path.
func escaped(text string, path bool) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0 || path && c == '/' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

// query writes the parameters of a request in the order of the signature.
func query(values url.Values) string {
	var parts []string
	for name, list := range values {
		for _, value := range list {
			parts = append(parts, escaped(name, false)+"="+escaped(value, false))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}
