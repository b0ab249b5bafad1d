// What is asked of every server, and what all of them answer. An answer is
// given as its status and what its body is:
//
//	page        the page of the first argument, byte for byte
//	file NAME   that file of the site, byte for byte
//	error       an error page, as long as any page
//	short       no page: only where a server answers before any of our rules
//
// Behind it stand the servers that cannot answer so, how they answer, and why.
// None of these depends on the page that was asked for or on a file's time.

const parser = 'it refuses what it cannot read as a request before any configuration, in words of its own';
const conditional = { nginx: ['412 error', 'nothing in nginx can take a header from a request; so each of them is refused, true or not'] };
const zero = { apache: ['404 error', 'it says "not found" to a zero before any configuration'] };
const otherHost = { caddy: ['200 short', 'it has no site of that name; the others have a first one, which is this'] };
const long = { caddy: ['200 page', 'it takes headers of up to 1 MB'] };
const expectation = {
  caddy: ['417 short', 'it may refuse, and does before any configuration (RFC 9110, 10.1.1)'],
  apache: ['417 error', 'likewise, with our page'],
};

const past = 'Sat, 01 Jan 2000 00:00:00 GMT', future = 'Fri, 01 Jan 2038 00:00:00 GMT';

/**
 * The table, for a site with a page at base + name, where name has no slash.
 * Each row is {path, method, headers, content, want, but}.
 */
export function probes(base, name) {
  const p = `${base}${name}`, page = '200 page', home = '200 file index.html', none = '404 error', bad = '400 error';
  const at = (want, paths, but = {}) => paths.map((path) => ({ path, want, but }));
  const asking = (want, list, but = {}) => list.map((headers) => ({ path: `${p}/`, headers, want, but }));
  const accepting = (want, list, but = {}) => list.map((value) => ({ path: `${p}/`, headers: { 'accept-encoding': value }, want, but }));

  const addresses = [
    ...at(page, [`${p}/`, p, `${p}//`, `/${p}/`, `/${p}`, `${p}/.`, `${p}/./`, `${base}./${name}/`, `${base}x/../${name}/`, `${p}/index.html`,
      `${p}/?x`, `${p}?x=1`, `${p}/?../x`, `${base}%${name.charCodeAt(0).toString(16)}${name.slice(1)}/`, `${p}%2f`, `${p}%2findex.html`]),
    ...at(home, [base, `${base}/`, `${base}//`, `${base}index.html`, `${p}/..`, `${p}/../`, `${p}/%2e%2e/`, `${base}%2e`, `${base}%2e/`, `${base}?`]),
    ...at('200 file robots.txt', [`${base}robots.txt`, `${base}robots%2etxt`]),
    ...at('200 file .well-known/gpc.json', [`${base}.well-known/gpc.json`]),
    // Nothing there.
    ...at(none, ['no-such-page', 'no-such-page/', 'cy/no-such-page', '/cy/no-such-page', 'p/000000000000/', `${name}/no-such-page.html`, `${name.toUpperCase()}/`,
      '.well-known', '.well-known/', '.well-known/x', '.well-known./x', '.wellknown/x', '..well-known/x', `${name};x`, `${name}/;x`, `${name}/%3fx`, `${name}\\`, `${name}/%5c..%5c`,
      `${name}/%e2%80%8b`, `${name}/%c3%28`, `${name}%20`, `${name}/%0d%0aX:y`].map((path) => base + path)),
    // What the site says is gone (prepare.mjs): in all forms, and nothing beside it.
    ...at('410 error', ['ended/', 'ended', 'ended/index.html', 'ended//', '/ended/', './ended/', 'x/../ended/', '%65nded', 'ended/?x', 'ended%2f', 'cy/wedi-mynd/', 'cy/wedi-mynd', 'old.html', 'old%2ehtml',
      'drives', 'drives/', 'drives/2019/', 'drives/2019/index.html', 'drives/x.csv', 'campaigns/no-such-page', 'campaigns/no-such-page/'].map((path) => base + path)),
    ...at('200 file campaigns/index.html', ['campaigns/', 'campaigns', 'campaigns/index.html'].map((path) => base + path)), // still there
    ...at(none, ['Ended/', 'ended/x', 'ended.html', 'endedx', 'ended%0a', 'ended/index.html.gz', 'ended/index.html.br', 'x/ended/', 'cy/ended/', 'old.html/', 'oldxhtml', 'drives2/', 'drives/.git/config', 'drives/x.gz',
      'p/000000000001/', 'p/000000000001', 'p/000000000001/index.html'].map((path) => base + path)),
    // There, but not for readers; and files with a slash behind.
    ...at(none, ['404.html', 'cy/404.html', '_headers', '/_headers', './_headers', '%5fheaders', '%2f_headers', '_redirects', 'index.html.gz', 'index.html.br',
      `${name}/index.html%2egz`, '.server', '.server/', '.server/nginx.conf', '.server/Caddyfile', '%2eserver/nginx.conf', `${name}/%2e%2e/.server/nginx.conf`, '.sotto', '.manifest', '.git/config']
      .map((path) => base + path)),
    ...at(none, ['404.html/', '404.html//', 'cy/404.html/', '_headers/', '_headers//', '_redirects/', 'index.html/', 'index.html//', 'index.html/x', `${name}/index.html/`, `${name}/index.html/x`,
      'index.html.gz/', 'index.html.br/', 'robots.txt/', 'sitemap.xml/', '.well-known/gpc.json/'].map((path) => base + path)),
    // Too long for a name, for a path, for a line.
    ...at(none, ['a'.repeat(250), 'a'.repeat(300), 'a/'.repeat(2000), 'a'.repeat(5000), 'a/'.repeat(3500), 'a'.repeat(7000)].map((path) => base + path)),
    ...at('414 error', [`${base}${'a'.repeat(9000)}`, `${p}/?${'a'.repeat(9000)}`]),
    // Out of the site, and no addresses at all.
    ...at(bad, [`/../${name}/`, '/%2e%2e/', '/%2e%2e/%2e%2e/etc/passwd', `/${'x/'.repeat(3)}${'../'.repeat(4)}`, `/${name}/../../`, `/${'../'.repeat(50)}`, '*']),
    ...at(bad, [`${p}%00`, `${p}/%00`, '/%00', `${base}cy/x%00`, `${base}index.html%00.gz`], zero),
    ...at(bad, [`${p}/%`, `${p}/%zz`, '%2e'], { caddy: ['400 short', parser] }),
  ];

  const methods = [
    { path: `${p}/`, method: 'HEAD', want: page }, { path: `${base}no-such-page`, method: 'HEAD', want: none }, { path: `${base}ended/`, method: 'HEAD', want: '410 error' },
    ...['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND', 'MKCOL'].flatMap((method) =>
      [`${p}/`, `${base}no-such-page`, `${base}ended/`, `${base}.server/`, `${base}robots.txt`].map((path) => ({ path, method, want: '405 error' }))),
    { path: `${p}/`, method: 'POST', content: 'a=b', want: '405 error' },
    { path: `${p}/`, method: 'CONNECT', want: '405 tunnel', but: { apache: ['400 tunnel', parser] } },
    { path: `${p}/`, content: 'a=b', want: page },
  ];

  const conditions = [
    ...asking(page, [{ 'if-modified-since': past }, { 'if-modified-since': future }, { 'if-modified-since': 'x' }, { 'if-none-match': '"x"' }, { 'if-none-match': 'W/"x", "y"' },
      { 'if-none-match': '"x"', 'if-modified-since': future },
      { range: 'bytes=0-9' }, { range: 'bytes=0-' }, { range: 'bytes=999999-' }, { range: 'bytes=-5' }, { range: 'bytes=0-9,20-29' }, { range: 'x' }, { 'if-range': 'x' },
      { range: 'bytes=0-9', 'if-range': '"x"' }, { range: 'bytes=0-9', 'if-range': past }, { range: 'bytes=0-9', 'if-range': future }]),
    ...asking(page, [{ 'if-unmodified-since': past }, { 'if-unmodified-since': future }, { 'if-unmodified-since': 'x' }, { 'if-match': '"x"' }, { 'if-match': '*' }, { 'if-none-match': '*' }],
      conditional),
  ];
  const missing = conditions.map((row) => ({ ...row, path: `${base}no-such-page`, want: none }));
  const gone = conditions.map((row) => ({ ...row, path: `${base}ended/`, want: '410 error' }));
  const file = conditions.map((row) => ({ ...row, path: `${base}robots.txt`, want: '200 file robots.txt' }));

  const encodings = [
    ...accepting('200 page in br', ['br', 'gzip, br', 'br, gzip', 'gzip, deflate, br, zstd', 'Br', 'br;q=1', 'br;q=1.0', 'br;q=0.001', 'br; q=0.5', 'br ; q=0.5', 'gzip;q=0, br', ', ,br', '*;q=0, br',
      'identity;q=0, br', 'identity;q=0.5, br;q=1']),
    ...accepting('200 page in gzip', ['gzip', 'GZIP', 'gzip;q=0.1', 'br;q=0, gzip', 'br;q=0.000, gzip', 'gzip, br;q=0', '*;q=0, gzip', 'br;q=0, *, gzip', 'identity, gzip;q=0.5', ',gzip', 'xbr, gzip']),
    // Whichever the reader likes better: both are as long.
    ...accepting('200 page in gzip or br', ['gzip;q=0.5, br;q=0.1', 'br;q=0.1, gzip']),
    ...accepting('200 page in identity', ['', 'identity', 'deflate', 'zstd', 'compress', 'x-gzip', '*', '*;q=0', 'identity;q=0', 'br;q=0', 'br;q=0.0', 'br; q=0', 'br ;q=0', 'gzip;q=0', 'gzip;q=0, br;q=0',
      'br;q=0,*', '*,br;q=0', 'identity;q=0, *;q=0', 'brotli', 'xbr', 'br-x', 'gzipx', 'x;q=1, y']),
    ...accepting('200 page in identity', ['br;Q=0'], { nginx: ['200 page in br', 'its module reads only a small q'] }),
    // No rule says what a weight is that is none.
    ...accepting('200 page in identity', ['gzip;q=x', 'gzip;q=', 'gzip;q=2'], { caddy: ['200 page in gzip', 'it takes a weight that is none for 1'] }),
  ];
  const kept = encodings.filter(({ but }) => !but.nginx && !but.caddy).map((row) => ({ ...row, path: `${base}no-such-page`, want: row.want.replace('200 page', '404 error') }));

  const over = kept.map((row) => ({ ...row, path: `${base}ended/`, want: row.want.replace('404', '410') }));

  const others = [
    ...asking(page, [{ cookie: 'a=b' }, { referer: 'https://search.example/?q=help' }, { 'accept-language': 'cy' }, { accept: 'image/png' }, { accept: 'x/y;q=0' }, { 'accept-charset': 'x' }, { te: 'trailers' },
      { expect: '100-continue' }, { upgrade: 'h2c', connection: 'upgrade' }, { 'x-forwarded-for': '192.0.2.1' }, { 'x-original-url': '/x' }, { 'sec-gpc': '1' }, { 'save-data': 'on' },
      { 'service-worker': 'script' }, { 'x-http-method-override': 'DELETE' }, { 'cache-control': 'no-cache' }, { 'x-long': 'a'.repeat(7000) }]),
    ...asking(bad, [{ 'x-long': 'a'.repeat(9000) }, { 'x-long': 'a'.repeat(40_000) }], long),
    ...asking(page, [{ expect: 'x' }], expectation),
    ...asking(page, [{ host: 'elsewhere.example' }], otherHost),
  ];
  return { addresses, methods, 'conditions and ranges': [...conditions, ...missing, ...gone, ...file], encodings: [...encodings, ...kept, ...over], 'other headers': others };
}
