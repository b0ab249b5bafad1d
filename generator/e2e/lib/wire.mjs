// What somebody on the network sees: a TCP proxy that stands in front of a
// web server and counts what passes, without being able to read it.
import { createServer, connect } from 'node:net';
import { step } from './progress.mjs';

/**
 * Counts the bytes of one direction of a TLS connection, and, of its
 * application data records, the bytes inside: what is left of a record
 * without its 16 bytes of seal and 1 byte of inner type. How a server cuts
 * its answer into records depends on timing; the bytes inside do not.
 *
 * What is as long as one of unsaid is left out: it says nothing about the page,
 * and whether it is said before the end depends on timing.
 */
class Direction {
  bytes = 0;
  inside = 0;
  #unsaid;
  #header = [];
  #left = 0;

  constructor(unsaid) {
    this.#unsaid = unsaid;
  }

  add(chunk) {
    this.bytes += chunk.length;
    for (let i = 0; i < chunk.length; ) {
      if (this.#left > 0) {
        const step = Math.min(this.#left, chunk.length - i);
        this.#left -= step;
        i += step;
        continue;
      }
      this.#header.push(chunk[i++]);
      if (this.#header.length < 5) continue;
      const [type, , , high, low] = this.#header;
      this.#left = high * 256 + low;
      const inside = this.#left - 17;
      if (type === 23 && !this.#unsaid.includes(inside)) this.inside += inside;
      this.#header = [];
    }
  }
}

// Two bytes are TLS's farewell: HTTP/2 has nothing that short. Nine are an
// HTTP/2 frame with nothing in it, in a record of its own: a browser's
// acknowledgement of the server's settings, which it may still owe when the
// page is there and the connection ends. Seventeen are HTTP/2's PING or GOAWAY,
// which a browser sends when a connection has waited long or ends. A request is
// never that short. The server's own stand before its answer, so they are
// always said, and counted.
const farewell = 2, acknowledgement = 9, ping = 17;

/** One connection: what went up to the server and came down from it. */
export class Connection {
  up = new Direction([farewell, acknowledgement, ping]);
  down = new Direction([farewell]);
  constructor() {
    this.closed = new Promise((resolve) => (this.close = resolve));
  }
}

/** A proxy on a port of its own. backend may be changed at any time. */
export class Wire {
  connections = [];
  backend = null;
  #sockets = new Set();

  static async open(backend = null) {
    const wire = new Wire();
    wire.backend = backend;
    wire.server = createServer((client) => wire.#join(client));
    await new Promise((resolve) => wire.server.listen(0, '127.0.0.1', resolve));
    wire.port = wire.server.address().port;
    return wire;
  }

  #join(client) {
    step('a connection on the wire');
    const server = connect({ host: '127.0.0.1', port: this.backend });
    const connection = new Connection();
    this.connections.push(connection);
    for (const [from, to, direction] of [[client, server, connection.up], [server, client, connection.down]]) {
      this.#sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (chunk) => {
        direction.add(chunk);
        to.write(chunk);
      });
      from.on('end', () => to.end());
      from.on('error', () => to.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
        connection.close();
      });
    }
  }

  /** Forgets the connections so far and returns them. */
  take() {
    return this.connections.splice(0);
  }

  /**
   * Ends the open connections the polite way and waits until they are closed,
   * so that all that was on its way has been counted. Returns and forgets
   * them, like take.
   */
  async finish() {
    for (const socket of this.#sockets) socket.end();
    const connections = this.take();
    await Promise.all(connections.map((connection) => connection.closed));
    return connections;
  }

  async close() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
