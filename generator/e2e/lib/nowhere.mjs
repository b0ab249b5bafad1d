// Nowhere answers for every address that is not the site's: it accepts each
// connection, notes whom the browser wanted to reach, and never says a word.
import { createServer } from 'node:net';
import { EventEmitter, once } from 'node:events';

export class Nowhere extends EventEmitter {
  #wanted = [];
  #sockets = new Set();

  static async open() {
    const nowhere = new Nowhere();
    nowhere.server = createServer((socket) => {
      nowhere.#sockets.add(socket);
      socket.on('error', () => {}).on('close', () => nowhere.#sockets.delete(socket));
      const call = { name: '?' };
      nowhere.#wanted.push(call);
      nowhere.emit('connection');
      let seen = Buffer.alloc(0);
      socket.on('data', (chunk) => {
        seen = Buffer.concat([seen, chunk]);
        call.name = nameIn(seen) ?? call.name;
      });
    });
    await new Promise((resolve) => nowhere.server.listen(0, '127.0.0.1', resolve));
    nowhere.port = nowhere.server.address().port;
    return nowhere;
  }

  /** Resolves at the next connection. */
  next(ms = 10_000) {
    return once(this, 'connection', { signal: AbortSignal.timeout(ms) });
  }

  /** Forgets the connections so far and returns the names they asked for; "?" when one named none. */
  take() {
    return this.#wanted.splice(0).map((call) => call.name);
  }

  async close() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The server name in a TLS greeting (RFC 6066 §3), or the host of a plain request. */
export function nameIn(bytes) {
  const host = /^[A-Z]+ .*?\r\nhost: *([^\r\n]+)/is.exec(bytes.toString('latin1'));
  if (host) return host[1];
  try {
    let at = 43; // record and handshake headers, version, random
    at += 1 + bytes[at]; // session
    at += 2 + bytes.readUInt16BE(at); // ciphers
    at += 1 + bytes[at]; // compression
    const end = at + 2 + bytes.readUInt16BE(at);
    for (at += 2; at < end; at += 4 + bytes.readUInt16BE(at + 2)) {
      if (bytes.readUInt16BE(at) === 0) return bytes.toString('latin1', at + 9, at + 9 + bytes.readUInt16BE(at + 7));
    }
  } catch {
    // Not all of the greeting has come yet.
  }
  return null;
}
