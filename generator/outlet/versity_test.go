package outlet

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"testing"

	"sotto/generator/sitetest"
)

// Where SOTTO_VERSITYGW names the program, every test of a destination is run on
// versitygw too: an object store in the wild, which nobody here has written.
func init() {
	if program := os.Getenv("SOTTO_VERSITYGW"); program != "" {
		places = append(places, kind{"versitygw", func(t *testing.T) *place {
			endpoint := gateway(t, program)
			d := inBucket(t, endpoint)
			b := d.store.(*bucket)
			return &place{
				open: func(t *testing.T) *Destination { return inBucket(t, endpoint) },
				files: func(t *testing.T) map[string]string {
					t.Helper()
					out := map[string]string{}
					tree, _, err := b.pointer(t.Context())
					if err != nil || tree == "" {
						return out
					}
					prefix := b.at(releases, tree) + "/"
					list, _, err := b.list(t.Context(), prefix, "")
					for _, o := range list {
						a, getErr := b.do(t.Context(), "GET", o.Key, nil, nil, nil)
						if err = getErr; err != nil {
							break
						}
						if name := o.Key[len(prefix):]; name != manifestName {
							out[name] = string(a.body)
						}
					}
					if err != nil {
						t.Fatal(err)
					}
					return out
				},
				all: func(t *testing.T) []string {
					t.Helper()
					list, _, err := b.list(t.Context(), "", "")
					if err != nil {
						t.Fatal(err)
					}
					var out []string
					for _, o := range list {
						out = append(out, o.Key)
					}
					slices.Sort(out)
					return out
				},
			}
		}})
	}
}

// gateway runs versitygw with the bucket of these tests, and sets their keys.
func gateway(t *testing.T, program string) (endpoint string) {
	t.Setenv("AWS_ACCESS_KEY_ID", testKeys.id)
	t.Setenv("AWS_SECRET_ACCESS_KEY", testKeys.secret)
	t.Setenv("AWS_SESSION_TOKEN", "")
	t.Setenv("AWS_REGION", "eu-west-2")
	t.Setenv("AWS_ENDPOINT_URL", "")
	address := sitetest.Address(t)
	c := exec.Command(program, "--access", testKeys.id, "--secret", testKeys.secret, "--region", "eu-west-2", "--port", address, "--quiet", "posix", "--sidecar", t.TempDir(), t.TempDir())
	sitetest.Process(t, address, c)
	endpoint = "http://" + address
	b := inBucket(t, endpoint).store.(*bucket)
	if _, err := b.do(t.Context(), "PUT", "", nil, nil, nil); err != nil {
		t.Fatalf("making the bucket: %v", err)
	}
	policy := fmt.Sprintf(`{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s/*"}]}`, b.bucket)
	if _, err := b.do(t.Context(), "PUT", "", url.Values{"policy": {""}}, nil, []byte(policy)); err != nil {
		t.Fatalf("letting everybody read: %v", err)
	}
	return endpoint
}
