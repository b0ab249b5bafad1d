// A proxy for a browser that cannot be told where names lead. Firefox asks it
// for every host; it leads to the site's wire, or nowhere.
import { createServer } from 'node:http';
import { connect } from 'node:net';

export class Tunnel {
  /** Hosts asked for that are not the site. */
  foreign = [];
  #sockets = new Set();

  static async open(places, nowhere) {
    const tunnel = new Tunnel();
    tunnel.server = createServer((request, response) => {
      tunnel.foreign.push(request.url);
      response.writeHead(502).end();
    });
    tunnel.server.on('connect', ({ url }, client) => {
      const [host, port] = url.split(':');
      if (!(host in places) || port !== '443') tunnel.foreign.push(url);
      const server = connect({ host: '127.0.0.1', port: places[host] ?? nowhere });
      for (const [from, to] of [[client, server], [server, client]]) {
        tunnel.#sockets.add(from);
        from.on('error', () => to.destroy()).on('close', () => {
          tunnel.#sockets.delete(from);
          to.destroy();
        });
      }
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      client.pipe(server).pipe(client);
    });
    await new Promise((resolve) => tunnel.server.listen(0, '127.0.0.1', resolve));
    tunnel.port = tunnel.server.address().port;
    return tunnel;
  }

  async close() {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
