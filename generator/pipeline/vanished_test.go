package pipeline

import (
	"context"
	"testing"
	"testing/fstest"

	"sotto/generator/output"
	"sotto/generator/sitetest"
)

// publishedBase is the small site as it was published once.
func publishedBase(t *testing.T) fstest.MapFS {
	_, out := mustBuild(t, unpadded(t, inputs(t, nil)))
	published := fstest.MapFS{}
	for name, data := range out {
		published[name] = &fstest.MapFile{Data: data}
	}
	if published[output.ManifestName] == nil {
		t.Fatal("the published site has no manifest")
	}
	return published
}

// No address of the published site vanishes unseen. Each case is laid over the
// small site, which was published before.
func TestVanished(t *testing.T) {
	published := publishedBase(t)
	sitetest.Each(t, "testdata/vanished/*.txtar", 10, func(t *testing.T, c *sitetest.File) {
		in := unpadded(t, inputs(t, c))
		in.Published = published
		res, _ := mustBuild(t, in)
		c.Want(t, "findings", sitetest.Text(res.Findings))
	})
}

// With nothing but the manifest at hand, names have to do.
func TestVanishedByManifest(t *testing.T) {
	in := unpadded(t, inputs(t, sitetest.Open(t, "testdata/vanished/renamed.txtar")))
	in.Published = fstest.MapFS{output.ManifestName: publishedBase(t)[output.ManifestName]}
	res, _ := mustBuild(t, in)
	if len(res.Findings) != 1 || res.Findings[0].Code != "address/vanished" || res.Findings[0].Pos.File != "content/news/lunch.md" {
		t.Errorf("findings:\n%s", sitetest.Text(res.Findings))
	}
	in.Published = fstest.MapFS{output.ManifestName: &fstest.MapFile{Data: []byte("nonsense")}}
	if _, err := Build(context.Background(), in, output.NewMemory()); err == nil {
		t.Error("a manifest that cannot be read is passed over")
	}
	in.Published = fstest.MapFS{}
	if res, _ := mustBuild(t, in); len(res.Findings) > 0 {
		t.Errorf("nothing was published, and yet:\n%s", sitetest.Text(res.Findings))
	}
}
