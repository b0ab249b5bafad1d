package outlet

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// nginx writes a server of nginx.
func (f *front) nginx() string {
	store := f.endpoint.Host
	if f.endpoint.Port() == "" {
		store += map[string]string{"https": ":443", "http": ":80"}[f.endpoint.Scheme]
	}
	root := f.endpoint.Scheme + "://sotto_store" + strings.TrimSuffix(f.endpoint.Path, "/") + "/" + f.prefix
	var b strings.Builder
	fmt.Fprintf(&b, `# nginx before a bucket, written by sotto publish: include it among the servers, where
# http { } is, and reload nginx after each publishing, because the policy below changes
# with the pages' style and script. Which release is served is asked of the object current
# each time. nginx asks without a key: let the bucket answer this machine's address alone.

upstream sotto_store {
    server %s;
    keepalive 16;
}

server {
    listen 443 ssl http2;
    server_name %s;
    ssl_certificate     /etc/ssl/site.pem;
    ssl_certificate_key /etc/ssl/site.key;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_tickets off;
    ssl_early_data off;
    ssl_buffer_size 4k;

    # Nobody is written down.
    access_log off;
    log_not_found off;
    error_log /var/log/nginx/error.log crit;
    server_tokens off;

    # Nothing that differs between pages, or between a first visit and a second.
    etag off;
    if_modified_since off;
    max_ranges 0;
    gzip off;

    # The same headers for every page, file and error.
    add_header Vary Accept-Encoding always;
`, store, f.host)
	for _, h := range f.headers {
		fmt.Fprintf(&b, "    add_header %s \"%s\" always;\n", h[0], strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(h[1]))
	}
	b.WriteString("    proxy_hide_header Cache-Control;\n")
	for _, name := range []string{"ETag", "Last-Modified", "Accept-Ranges", "x-amz-id-2", "x-amz-request-id", "x-amz-meta-tree", "x-amz-version-id", "x-amz-server-side-encryption", "x-amz-storage-class", "x-amz-bucket-region"} {
		fmt.Fprintf(&b, "    proxy_hide_header %s;\n", name)
	}
	fmt.Fprintf(&b, `
    # The store is asked for one object, whatever a browser has said besides.
    proxy_http_version 1.1;
    proxy_method GET;
    proxy_pass_request_headers off;
    proxy_pass_request_body off;
    proxy_set_header Host %[1]s;
    proxy_set_header Connection "";
    proxy_set_header Content-Length "";
    proxy_ssl_server_name on;
    proxy_ssl_name %[2]s;
    proxy_ssl_verify on;
    proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;
    proxy_intercept_errors on;
    error_page 403 404 %[3]s;
`, f.endpoint.Host, f.endpoint.Hostname(), map[bool]string{false: "=404 @missing", true: "= @lost"}[len(f.gone) > 0])
	for _, status := range []string{"400", "405", "412", "413", "414", "416"} {
		fmt.Fprintf(&b, "    error_page %s =%s @missing;\n", status, status)
	}
	// What is set at the level of the server would be set anew by the question for the
	// pointer.
	const taken = `(;\s*q=(1|0\.0*[1-9]))?[0-9.]*\s*(,|$)`
	form := fmt.Sprintf(`        set $form "";
        if ($http_accept_encoding ~ "(^|,)\s*gzip\s*%[1]s") {
            set $form .gz;
        }
        if ($http_accept_encoding ~ "(^|,)\s*br\s*%[1]s") {
            set $form .br;
        }
`, taken)
	escapedBase := strings.ReplaceAll(f.base, ".", `\.`)
	hidden := fmt.Sprintf(`(/\.(?!well-known/)|\.(gz|br)$|^%s_(headers|redirects)$|/404\.html$)`, escapedBase)
	if len(f.gone) > 0 {
		// Asked only when the release has nothing there, so that it holds for whichever
		// is served.
		b.WriteString("\n    # What was published once and is gone.\n    recursive_error_pages on;\n    location @lost {\n        error_page 404 =404 @missing;\n        error_page 410 =410 @missing;\n")
		fmt.Fprintf(&b, "        if ($uri ~ %s) {\n            return 404;\n        }\n", hidden)
		for _, pattern := range f.gone {
			fmt.Fprintf(&b, "        if ($uri ~ \"%s\") {\n            return 410;\n        }\n", pattern)
		}
		b.WriteString("        return 404;\n    }\n")
	}
	fmt.Fprintf(&b, `
    location = /.sotto-pointer {
        internal;
        proxy_pass %[4]scurrent;
    }
    location ~ %[6]s {
        return 404;
    }

    # The file at an address, and the copy of it that the browser takes.
    location %[5]s {
        if ($request_method !~ ^(GET|HEAD)$) {
            return 405;
        }
        set $file "";
        if ($uri ~ "^%[1]s(.*)$") {
            set $file /$1;
        }
        if ($file ~ "/$") {
            set $file "${file}index.html";
        }
        if ($file ~ "/[^./]+$") {
            set $file "${file}/index.html";
        }
%[2]s        if ($file !~ "\.(%[3]s)$") {
            set $form "";
        }
        auth_request /.sotto-pointer;
        auth_request_set $tree $upstream_http_x_amz_meta_tree;
        proxy_pass %[4]sreleases/$tree$file$form;
    }
`, escapedBase, form, strings.Join(f.packed, "|"), root, f.base, hidden)
	if f.base != "/" {
		b.WriteString("    location / {\n        return 404;\n    }\n")
	}
	b.WriteString("    location @missing {\n        set $page /404.html;\n" + form)
	for _, name := range f.missing {
		if dir := path.Dir(name); dir != "." {
			fmt.Fprintf(&b, "        if ($uri ~ \"^%s%s/\") {\n            set $page /%s;\n        }\n", escapedBase, dir, name)
		}
	}
	copies := "$form"
	if !slices.Contains(f.packed, "html") {
		copies = ""
	}
	fmt.Fprintf(&b, `        auth_request /.sotto-pointer;
        auth_request_set $tree $upstream_http_x_amz_meta_tree;
        proxy_intercept_errors off;
        recursive_error_pages off;
        proxy_pass %sreleases/$tree$page%s;
    }
}
`, root, copies)
	return b.String()
}
