// A site that breaks every promise. What watches the real one must notice it
// all here, or its silence proves nothing.
import { createSecureServer } from 'node:http2';
import { once } from 'node:events';

const page = `<!doctype html><html lang="en"><head><title>Control</title>
<link rel="preconnect" href="https://preconnect.example">
<link rel="dns-prefetch" href="https://lookup.example">
<style>a:link { color: blue } a:visited { color: red }</style>
</head><body><p>Tracked. <a href="/b">b</a></p>
<script>
document.cookie = 'script=1; max-age=999';
localStorage.setItem('a', 'b');
sessionStorage.setItem('a', 'b');
indexedDB.open('base');
caches.open('store').then((cache) => cache.put('/kept', new Response('kept')));
navigator.serviceWorker.register('/worker.js');
</script></body></html>`;

// A browser asks for a page's icon once the page has loaded, which it never
// has while it waits for this. So only one page has it.
const tracker = '<img src="https://tracker.example/pixel.png" alt="">';

/** Serves the control at any path of https://control.example. */
export async function openControl(keys) {
  const server = createSecureServer({ key: keys.key, cert: keys.cert, allowHTTP1: true }, (request, response) => {
    const script = request.url === '/worker.js';
    response.setHeader('content-type', script ? 'text/javascript' : 'text/html; charset=utf-8');
    response.setHeader('set-cookie', 'header=1; max-age=999; secure');
    response.setHeader('cache-control', 'max-age=999');
    response.end(script ? '' : request.url === '/tracked' ? page + tracker : page);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sessions = new Set();
  server.on('session', (session) => sessions.add(session));
  return {
    port: server.address().port,
    close() {
      for (const session of sessions) session.destroy();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
