// A client of our own, for what no browser does: choosing the encoding,
// asking for what is not linked. Every request here ends, well or with an
// error that says which it was: within 10 s for the whole answer, however the
// other side behaves.
import { connect } from 'node:http2';
import { request } from 'node:https';
import { once } from 'node:events';
import { step } from './progress.mjs';

const limit = 10_000; // milliseconds from the question to the end of the answer

/** Adds to an error what was asked, and rejects with it when time is up. */
async function within(what, work, giveUp, ms = limit) {
  step(what);
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no whole answer within ${ms / 1000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw new Error(`${what}: ${error.message}`, { cause: error });
  } finally {
    clearTimeout(timer);
    giveUp();
  }
}

/**
 * Fetches a path over HTTP/2 and TLS at a port, with no encoding undone.
 * Returns status, headers and body, when the connection has ended; calls
 * answered as soon as the answer is there, before the farewells.
 */
export function fetchRaw({ host, port, path, ca, encoding = 'identity', answered = () => {}, ms }) {
  const session = connect(`https://${host}`, { ca, host: '127.0.0.1', port, servername: host });
  const work = async () => {
    const failed = new Promise((_, reject) => session.once('error', reject));
    const closed = new Promise((resolve) => session.once('close', resolve));
    const answer = async () => {
      const stream = session.request({ ':path': path, 'accept-encoding': encoding });
      const [headers] = await once(stream, 'response');
      const chunks = [];
      for await (const chunk of stream) chunks.push(chunk);
      answered();
      session.close();
      await closed;
      return { status: headers[':status'], headers, body: Buffer.concat(chunks) };
    };
    return Promise.race([answer(), failed, closed.then(() => new Promise((_, reject) => {
      // Closed before its time; in good time, the answer has won by now.
      setImmediate(() => reject(new Error('the connection ended early')));
    }))]);
  };
  // A session that waits for a stream never closes by itself.
  return within(`GET ${path} (h2, ${encoding}) at port ${port}`, work(), () => session.destroy(), ms);
}

/** Likewise over HTTP/1.1, with the headers as they were written: [[name, value]]. */
export function fetchPlain({ host, port, path, ca, method = 'GET', headers = {}, content, ms }) {
  let sent;
  const work = new Promise((resolve, reject) => {
    sent = request({ host: '127.0.0.1', port, servername: host, path, method, ca, agent: false, headers: { host, ...headers } }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk)).on('error', reject);
      response.on('close', () => reject(new Error('the connection ended early'))); // no more than a murmur after the end
      response.on('end', () => {
        const list = [];
        for (let i = 0; i < response.rawHeaders.length; i += 2) list.push([response.rawHeaders[i], response.rawHeaders[i + 1]]);
        resolve({ status: response.statusCode, headers: response.headers, list, body: Buffer.concat(chunks) });
      });
    });
    // A tunnel that is refused: Node calls the answer a connection.
    sent.on('connect', ({ statusCode, headers }) => resolve({ status: statusCode, headers, list: [], body: Buffer.alloc(0) }));
    sent.on('error', reject).end(content);
  });
  return within(`${method} ${path} at port ${port}`, work, () => sent.destroy(), ms);
}
