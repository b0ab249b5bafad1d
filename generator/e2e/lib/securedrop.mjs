// What the SecureDrop directory's scanner asks of a landing page, condition
// by condition, under the grade that a site gets at most when one fails. The
// list is from its compute_grade function and the warnings beside it; the
// code is our own.

const names = 'ga.js analytics.js quant.js chartbeat.js chartbeat_mab.js beacon.js krxd.net'.split(' ');
const has = (name, value) => ({ headers }) => headers[name] === value;
const cached = (word) => ({ headers }) => (headers['cache-control'] ?? '').split(/,\s*/).includes(word);
const hsts = (pattern) => ({ headers }) => pattern.test(headers['strict-transport-security'] ?? '');

/** Each condition is [grade, what, holds(seen)]; see look for what is seen. */
export const conditions = [
  ['F', 'http leads to https', ({ plain }) => [301, 302, 307, 308].includes(plain.status) && plain.headers.location?.startsWith('https://')],
  ['F', 'no cookies', ({ headers }) => !('set-cookie' in headers)],
  ['F', 'status 200', ({ status }) => status === 200],
  ['F', 'no name of an analytics script', ({ text }) => !names.some((name) => text.includes(name))],
  ['D', 'not on a subdomain other than www', ({ host }) => /^(www\.)?[^.]+\.[^.]+$/.test(host)],
  ['D', 'no CDN', ({ headers }) => !('cf-cache-status' in headers || 'cf-ray' in headers)],
  ['D', 'no name of the server', ({ headers }) => !/nginx|apache/i.test(headers.server ?? '')],
  ['D', 'no version of the server', ({ headers }) => !/\d+\.\d+/.test(headers.server ?? '')],
  ['C', 'HSTS', hsts(/./)],
  ['C', 'HSTS for half a year at least', ({ headers }) => Number(/max-age=(\d+)/.exec(headers['strict-transport-security'])?.[1]) >= 16070400],
  ['C', 'UTF-8', ({ headers }) => /charset=utf-8/i.test(headers['content-type'])],
  ['C', 'X-Download-Options', has('x-download-options', 'noopen')],
  ['C', 'Cache-Control', ({ headers }) => 'cache-control' in headers],
  ['C', "the words default-src 'self' in a policy", ({ headers }) => headers['content-security-policy']?.includes("default-src 'self'")],
  ['C', 'X-Content-Type-Options', has('x-content-type-options', 'nosniff')],
  ['C', 'X-XSS-Protection', has('x-xss-protection', '1; mode=block')],
  ['C', 'X-Frame-Options', has('x-frame-options', 'DENY')],
  ['C', 'X-Permitted-Cross-Domain-Policies', has('x-permitted-cross-domain-policies', 'master-only')],
  ['C', 'Pragma', has('pragma', 'no-cache')],
  ['C', 'Expires', has('expires', '-1')],
  ...['must-revalidate', 'no-cache', 'no-transform', 'no-store', 'private'].map((word) => ['B', `Cache-Control: ${word}`, cached(word)]),
  ['B', 'HSTS with preload', hsts(/;\s*preload\b/i)],
  ['B', 'HSTS for all subdomains', hsts(/;\s*includeSubDomains\b/i)],
  ['warning', 'no referrer', has('referrer-policy', 'no-referrer')],
  ['warning', 'no picture, script, style or frame from elsewhere', ({ text }) => !/<(img|video|source|audio|embed|script|iframe|link rel="?stylesheet)\b[^>]*\b(src|srcset|poster|href)=/i.test(text)],
  ['warning', 'no link to an onion address', ({ text }) => !/href="?[^"\s>]*\.onion\b/i.test(text)],
  ['warning', 'HTTP/2', ({ http2 }) => http2],
];

/** Returns the conditions that do not hold, as "grade: what". */
export function failing(seen) {
  return conditions.filter(([, , holds]) => !holds(seen)).map(([grade, what]) => `${grade}: ${what}`);
}
