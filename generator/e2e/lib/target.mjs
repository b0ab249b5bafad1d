// The site that the exit link leads to, as far as a test needs it.
import { createServer } from 'node:https';
import { EventEmitter, once } from 'node:events';

export class Target extends EventEmitter {
  /**
   * What it answers: a page; nothing, upon which a browser stays where it is;
   * or never, which keeps the visitor waiting.
   */
  answers = 'page';
  /** The requests so far: {url, headers}. */
  requests = [];
  #sockets = new Set();

  static async open(keys) {
    const target = new Target();
    target.server = createServer({ key: keys.key, cert: keys.cert }, ({ url, headers }, response) => {
      target.requests.push({ url, headers });
      target.emit('request');
      if (target.answers === 'nothing') response.writeHead(204).end();
      if (target.answers === 'page') response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Weather</title><link rel="icon" href="data:,">Rain.');
    });
    target.server.on('secureConnection', (socket) => target.#sockets.add(socket));
    target.server.on('connection', (socket) => target.#sockets.add(socket));
    target.server.listen(0, '127.0.0.1');
    await once(target.server, 'listening');
    target.port = target.server.address().port;
    return target;
  }

  /** Resolves at the next request. */
  asked() {
    return once(this, 'request', { signal: AbortSignal.timeout(10_000) });
  }

  async close() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
