// A client of our own, for what no browser does: choosing the encoding,
// asking for what is not linked.
import { connect } from 'node:http2';
import { request } from 'node:https';
import { once } from 'node:events';

/**
 * Fetches a path over HTTP/2 and TLS at a port, with no encoding undone.
 * Returns status, headers and body, when the connection has ended; calls
 * answered as soon as the answer is there, before the farewells.
 */
export async function fetchRaw({ host, port, path, ca, encoding = 'identity', answered = () => {} }) {
  const session = connect(`https://${host}`, { ca, host: '127.0.0.1', port, servername: host });
  try {
    const stream = session.request({ ':path': path, 'accept-encoding': encoding });
    const [headers] = await once(stream, 'response', { signal: AbortSignal.timeout(10_000) });
    const chunks = [];
    for await (const chunk of stream) chunks.push(chunk);
    answered();
    return { status: headers[':status'], headers, body: Buffer.concat(chunks) };
  } finally {
    const closed = once(session, 'close');
    session.close();
    await closed;
  }
}

/** Likewise over HTTP/1.1, with the headers as they were written: [[name, value]]. */
export function fetchPlain({ host, port, path, ca, method = 'GET', headers = {} }) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, servername: host, path, method, ca, agent: false, timeout: 10_000, headers: { host, ...headers } }, async (response) => {
      const chunks = [];
      for await (const chunk of response) chunks.push(chunk);
      const list = [];
      for (let i = 0; i < response.rawHeaders.length; i += 2) list.push([response.rawHeaders[i], response.rawHeaders[i + 1]]);
      resolve({ status: response.statusCode, headers: response.headers, list, body: Buffer.concat(chunks) });
    });
    sent.on('error', reject).on('timeout', () => sent.destroy(new Error('no answer'))).end();
  });
}
