package outlet

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// client speaks to an object store the few words that publishing needs.
type client struct {
	endpoint *url.URL // with the bucket, in its host or path
	bucket   string
	region   string
	keys     keys
	http     *http.Client
}

// object is one of a listing.
type object struct {
	Key  string
	Size int64
	ETag string
}

// answer is what a store says.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// errChanged says that a condition did not hold.
var errChanged = errors.New("it has changed meanwhile")

// mostAnswer is more than any listing or text that is read.
const mostAnswer = 64 << 20

// do asks, again when the network or the store has failed for a moment.
func (c *client) do(ctx context.Context, method, key string, values url.Values, headers map[string]string, body []byte) (a *answer, err error) {
	err = persist(ctx, func(try int) error {
		a, err = c.once(ctx, method, key, values, headers, body)
		if try > 0 && errors.Is(err, errChanged) && method == http.MethodPut {
			// The answer to the first try may have been lost, and it been done.
			if got, readErr := c.once(ctx, http.MethodGet, key, nil, nil, nil); readErr == nil && bytes.Equal(got.body, body) {
				a, err = got, nil
			}
		}
		return err
	})
	return a, err
}

func (c *client) once(ctx context.Context, method, key string, values url.Values, headers map[string]string, body []byte) (*answer, error) {
	u := *c.endpoint
	u.Path = strings.TrimSuffix(u.Path, "/") + "/" + key
	u.RawPath = escaped(u.Path, true)
	u.RawQuery = query(values)
	r, err := http.NewRequestWithContext(ctx, method, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	c.keys.sign(r, sum(body), c.region, time.Now())
	resp, err := c.http.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	a := &answer{status: resp.StatusCode, header: resp.Header}
	if a.body, err = io.ReadAll(io.LimitReader(resp.Body, mostAnswer)); err != nil {
		return nil, fmt.Errorf("reading the answer: %w", err)
	}
	var no struct {
		XMLName xml.Name `xml:"Error"`
		Code    string
	}
	said := xml.Unmarshal(a.body, &no) == nil && no.Code != ""
	switch {
	case a.status == http.StatusOK && said && method == http.MethodPut: // a copy may fail so late
		return nil, faulty{fmt.Errorf("the store says %.60q", no.Code)}
	case a.status >= 200 && a.status < 300:
		return a, nil
	case a.status == http.StatusNotFound && no.Code != "NoSuchBucket":
		return nil, fs.ErrNotExist
	case a.status == http.StatusPreconditionFailed || a.status == http.StatusConflict:
		return nil, errChanged
	}
	err = fmt.Errorf("the store answers %d %.60q", a.status, no.Code)
	if a.status >= 500 || a.status == http.StatusTooManyRequests || a.status == http.StatusRequestTimeout {
		return nil, faulty{err}
	}
	return nil, err
}

// list tells of all objects below a prefix, and with a delimiter of the folders there.
func (c *client) list(ctx context.Context, prefix, delimiter string) (all []object, folders []string, err error) {
	values := url.Values{"list-type": {"2"}, "prefix": {prefix}}
	if delimiter != "" {
		values.Set("delimiter", delimiter)
	}
	for {
		a, err := c.do(ctx, http.MethodGet, "", values, nil, nil)
		if err != nil {
			return nil, nil, fmt.Errorf("listing the bucket: %w", err)
		}
		var page struct {
			Contents       []object
			CommonPrefixes []struct{ Prefix string }
			IsTruncated    bool
			Next           string `xml:"NextContinuationToken"`
		}
		if err := xml.Unmarshal(a.body, &page); err != nil {
			return nil, nil, fmt.Errorf("the store sends a listing that cannot be read: %w", err)
		}
		all = append(all, page.Contents...)
		for _, p := range page.CommonPrefixes {
			folders = append(folders, p.Prefix)
		}
		if !page.IsTruncated || page.Next == "" || page.Next == values.Get("continuation-token") {
			return all, folders, nil
		}
		values.Set("continuation-token", page.Next)
	}
}

// openS3 is a destination in an object store.
func openS3(_ context.Context, dest string, how How) (*Destination, error) {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return nil, unusable("this is no address in a store: write s3://bucket/prefix")
	case u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || u.Port() != "":
		return nil, unusable("%s names no bucket alone: write s3://bucket/prefix, and keys into the environment (AWS_ACCESS_KEY_ID)", u.Redacted())
	case how.Make && how.Server == "":
		return nil, unusable("a bucket sends no policy and does not choose between compressed copies, so readers may not be led to it: say what stands before it, --server %s, and the configuration for it is written", strings.Join(Servers, " or "))
	}
	c := &client{bucket: u.Host, region: os.Getenv("AWS_REGION")}
	if c.region == "" {
		c.region = os.Getenv("AWS_DEFAULT_REGION")
	}
	if c.region == "" {
		c.region = "us-east-1"
	}
	if c.keys, err = findKeys(); err != nil {
		return nil, err
	}
	endpoint := how.Endpoint
	if endpoint == "" {
		endpoint = os.Getenv("AWS_ENDPOINT_URL")
	}
	if endpoint == "" {
		c.endpoint = &url.URL{Scheme: "https", Host: c.bucket + ".s3." + c.region + ".amazonaws.com"}
	} else {
		at, err := url.Parse(endpoint)
		if err != nil || at.Host == "" || at.Scheme != "https" && at.Scheme != "http" || at.User != nil || at.RawQuery != "" {
			return nil, unusable("the endpoint is no address of a store: write it like https://store.example.org")
		}
		if host := at.Hostname(); at.Scheme == "http" && host != "localhost" && !net.ParseIP(host).IsLoopback() {
			return nil, unusable("the endpoint %s is not encrypted: write https://", endpoint)
		}
		at.Path = strings.TrimSuffix(at.Path, "/") + "/" + c.bucket
		c.endpoint = at
	}
	c.http = &http.Client{
		Timeout:       2 * time.Minute,
		Transport:     &http.Transport{Proxy: http.ProxyFromEnvironment, MaxIdleConnsPerHost: 16, ResponseHeaderTimeout: time.Minute, DisableCompression: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	prefix := strings.Trim(u.Path, "/")
	if prefix != "" {
		prefix += "/"
	}
	return &Destination{store: &bucket{client: c, prefix: prefix, typeOf: how.Type}, name: dest}, nil
}

// findKeys reads the keys of the environment or of the usual file.
func findKeys() (keys, error) {
	k := keys{os.Getenv("AWS_ACCESS_KEY_ID"), os.Getenv("AWS_SECRET_ACCESS_KEY"), os.Getenv("AWS_SESSION_TOKEN")}
	if k.id != "" && k.secret != "" {
		return k, nil
	}
	none := errors.New("there are no keys of an object store: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them to ~/.aws/credentials")
	file := os.Getenv("AWS_SHARED_CREDENTIALS_FILE")
	if file == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return k, none
		}
		file = filepath.Join(home, ".aws", "credentials")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return k, none
	}
	profile := os.Getenv("AWS_PROFILE")
	if profile == "" {
		profile = "default"
	}
	k = keysIn(string(text), profile)
	if k.id == "" || k.secret == "" {
		return k, none
	}
	return k, nil
}

// keysIn reads the keys of a profile.
func keysIn(text, profile string) (k keys) {
	here := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			here = strings.TrimSpace(strings.Trim(line, "[]")) == profile
			continue
		}
		name, value, ok := strings.Cut(line, "=")
		if !here || !ok || strings.HasPrefix(line, "#") {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.TrimSpace(name) {
		case "aws_access_key_id":
			k.id = value
		case "aws_secret_access_key":
			k.secret = value
		case "aws_session_token":
			k.session = value
		}
	}
	return k
}
