// Where every connection of a browser arrives that can be told to send all of
// them to one port, but not which to which: Firefox. The junction reads whom
// the TLS greeting asks for, notes it, and passes the connection on.
import { createServer, connect } from 'node:net';
import { nameIn } from './nowhere.mjs';

export class Junction {
  #asked = [];
  #sockets = new Set();

  /** Opens a junction: names in places lead to the ports given there, others to port nowhere. */
  static async open(places, nowhere) {
    const junction = new Junction();
    junction.server = createServer((client) => {
      const call = { name: '?' };
      junction.#asked.push(call);
      junction.#sockets.add(client);
      client.on('error', () => {}).on('close', () => junction.#sockets.delete(client));
      let seen = Buffer.alloc(0);
      client.on('data', function greet(chunk) {
        seen = Buffer.concat([seen, chunk]);
        const name = nameIn(seen);
        if (!name) return;
        call.name = name;
        client.off('data', greet).pause();
        const server = connect({ host: '127.0.0.1', port: places[name] ?? nowhere });
        junction.#sockets.add(server);
        server.on('error', () => client.destroy()).on('close', () => {
          junction.#sockets.delete(server);
          client.destroy();
        });
        client.on('close', () => server.destroy());
        server.write(seen);
        client.pipe(server).pipe(client);
      });
    });
    await new Promise((resolve) => junction.server.listen(0, '127.0.0.1', resolve));
    junction.port = junction.server.address().port;
    return junction;
  }

  /** The names that connections asked for so far; "?" when one has not said. */
  get asked() {
    return this.#asked.map(({ name }) => name);
  }

  async close() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
