package serve

import "testing"

func TestAddresses(t *testing.T) {
	d := newDesk(t, map[string]string{
		"index.html": "home", "law/index.html": "the law", "sitemap.xml": "map", "cy/index.html": "hafan",
		"404.html": "no such page", "cy/404.html": "dim tudalen", "pl/404.html": "nie ma strony", "law/404.html": "no language",
		".server/nginx.conf": "secret", "_headers": "secret", "_redirects": "secret", "law/index.html.gz": "secret", "index.html.br": "secret",
		".well-known/gpc.json": "well known", ".well-known/.x": "secret", "law/_headers": "a file like others",
	})
	for _, tt := range []struct {
		address string
		status  int
		body    string
	}{
		{"/", 200, "home"},
		{"/law/", 200, "the law"},
		{"/law", 200, "the law"},
		{"/law?from=elsewhere", 200, "the law"},
		{"/law/index.html", 200, "the law"},
		{"/law/index", 404, "no such page"},
		{"/law/index.html/", 404, "no such page"},
		{"/sitemap.xml", 200, "map"},
		{"/sitemap.xml/", 404, "no such page"},
		{"/cy/", 200, "hafan"},
		{"/cy", 200, "hafan"},
		{"/law/?from=elsewhere", 200, "the law"},
		{"/law/../", 200, "home"},
		{"//law//", 200, "the law"},
		{"/%6caw/", 200, "the law"},
		{"/Law/", 404, "no such page"},
		{"/law%00", 404, "no such page"},
		{"/nothing/", 404, "no such page"},
		{"/nothing", 404, "no such page"},
		{"/cy/nothing/", 404, "dim tudalen"},
		{"/cy/a/b", 404, "dim tudalen"},
		{"/pl/nothing/", 404, "nie ma strony"},
		{"/pl/", 404, "nie ma strony"},
		{"/en/nothing/", 404, "no such page"}, // a language without a 404 page of its own
		{"/plum/", 404, "no such page"},       // not a language
		{"/law/nothing/", 404, "no such page"},
		{"/../../etc/passwd", 404, "no such page"},
		{"/%2e%2e/%2e%2e/etc/passwd", 404, "no such page"},
		// A 404 page asked for by name is not found either.
		{"/404.html", 404, "no such page"},
		{"/404.html/", 404, "no such page"},
		{"/cy/404.html", 404, "dim tudalen"},
		{"/law/404.html", 200, "no language"},
		// What servers keep to themselves.
		{"/.server/nginx.conf", 404, "no such page"},
		{"/%2eserver/nginx.conf", 404, "no such page"},
		{"/x/../.server/nginx.conf", 404, "no such page"},
		{"/.server/", 404, "no such page"},
		{"/_headers", 404, "no such page"},
		{"/_redirects", 404, "no such page"},
		{"/law/index.html.gz", 404, "no such page"},
		{"/index.html.br", 404, "no such page"},
		{"/.well-known/.x", 404, "no such page"},
		{"/.well-known/gpc.json", 200, "well known"},
		{"/law/_headers", 200, "a file like others"},
	} {
		d.see(tt.address, tt.status, tt.body)
	}
	if d.builds != 1 {
		t.Errorf("%d builds of sources that never changed", d.builds)
	}
}

// A site below a path is there, as on the servers, and nothing is elsewhere.
func TestAddressesBelowAPath(t *testing.T) {
	d := newDesk(t, map[string]string{"index.html": "home", "law/index.html": "the law", "404.html": "no such page", "cy/404.html": "dim tudalen", "_headers": "secret"})
	build := d.Build
	d.Build = func(c Changes) (Site, error) {
		s, err := build(Changes{})
		s.Base = "/help/"
		return s, err
	}
	for _, tt := range []struct {
		address string
		status  int
		body    string
	}{
		{"/help/", 200, "home"},
		{"/help/law/", 200, "the law"},
		{"/help/law", 200, "the law"},
		{"//help//law//", 200, "the law"},
		{"/help/nothing/", 404, "no such page"},
		{"/help/cy/nothing/", 404, "dim tudalen"},
		{"/help/404.html", 404, "no such page"},
		{"/help/_headers", 404, "no such page"},
		{"/", 404, "no such page"},
		{"/help", 404, "no such page"},
		{"/helpful/", 404, "no such page"},
		{"/law/", 404, "no such page"},
		{"/help/../law/", 404, "no such page"},
		{"/cy/nothing/", 404, "no such page"},
	} {
		d.see(tt.address, tt.status, tt.body)
	}
}

func TestNoNotFoundPage(t *testing.T) {
	newDesk(t, map[string]string{"index.html": "home"}).see("/nothing/", 404, "There is no such page")
}

func TestContentTypes(t *testing.T) {
	for name, want := range map[string]string{
		"index.html": "text/html; charset=utf-8", "sitemap.xml": "application/xml; charset=utf-8", "robots.txt": "text/plain; charset=utf-8",
		"a.svg": "image/svg+xml; charset=utf-8", "a.png": "image/png", "a.jpg": "image/jpeg", "a.jpeg": "image/jpeg", "a.webp": "image/webp", "a.avif": "image/avif",
		"news/feed.xml": "application/atom+xml; charset=utf-8", "other": "application/octet-stream",
	} {
		w := newDesk(t, map[string]string{name: "x"}).ask("GET", "/"+name)
		if got := w.Header().Get("Content-Type"); w.Code != 200 || got != want {
			t.Errorf("%s: %d %s, want %s", name, w.Code, got, want)
		}
	}
}
