// A link with a long way to go, in thought. What is real: the bytes that a
// server sends for one page, over TLS and HTTP/2, to a client that has just
// met it; they are taken down as they pass, with the point at which the
// handshake is over. What is simulated: the link they would travel. It carries
// segments of a given size, as many at once as a server may send before it
// hears of their arrival (ten at first, then twice as many each time, RFC 6928
// and RFC 5681), and each such window takes one round trip. Nothing is timed:
// round trips are counted. Nothing is lost, and the kernel's own choices of
// when to send less than a segment are taken at two extremes, see flight.
import { createServer, connect } from 'node:net';
import { fetchRaw } from './fetch.mjs';

const roundTrip = 300; // milliseconds, for what is said only

/** What a segment holds: the packet without the headers of IP and TCP, whose options hold a time (12 bytes). */
export const paths = {
  'IPv4, packets of 1,500 bytes': 1500 - 20 - 20 - 12,
  'IPv6, packets of 1,280 bytes': 1280 - 40 - 20 - 12,
};

/**
 * Fetches a page over a connection of its own and returns the TLS records that
 * the server sent after its part of the handshake: the length of each, in
 * bytes on the wire, and what of it all was the body.
 */
export async function takeDown({ port, ...page }) {
  const chunks = [];
  let greetings = 0, from = 0, length = 0;
  const relay = createServer((client) => {
    const server = connect({ host: '127.0.0.1', port });
    client.setNoDelay(true).on('error', () => server.destroy()).on('close', () => server.destroy());
    server.setNoDelay(true).on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('data', (chunk) => {
      // The client's second word can only follow the whole of the server's first.
      if (++greetings === 2) from = length;
      server.write(chunk);
    });
    server.on('data', (chunk) => {
      chunks.push(chunk);
      length += chunk.length;
      client.write(chunk);
    });
  });
  await new Promise((resolve) => relay.listen(0, '127.0.0.1', resolve));
  try {
    let end;
    const { body } = await fetchRaw({ ...page, port: relay.address().port, answered: () => (end = length) });
    const sent = Buffer.concat(chunks).subarray(from, end);
    const records = [];
    for (let at = 0; at < sent.length; at += records.at(-1)) records.push(5 + sent.readUInt16BE(at + 3));
    return { records, body: body.length };
  } finally {
    await new Promise((resolve) => relay.close(resolve));
  }
}

/** A record below this is no part of the answer, but a greeting before it: a ticket, settings. */
const greeting = 500;

/**
 * Sends records over the link and returns how: {packets, windows, ms}. At best
 * all of it is one stream, cut into whole segments. When apart, each greeting
 * that comes before the answer takes a packet of its own, however small, and
 * the answer is a stream.
 */
export function flight(records, segment, apart = false) {
  const answer = apart ? Math.max(0, records.findIndex((n) => n > greeting)) : 0;
  const packets = answer + Math.ceil(records.slice(answer).reduce((sum, n) => sum + n, 0) / segment);
  let windows = 0;
  for (let left = packets, window = 10; left > 0; left -= window, window *= 2) windows++;
  return { packets, windows, ms: windows * roundTrip };
}
