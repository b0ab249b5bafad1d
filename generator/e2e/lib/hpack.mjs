// The length of a Date header on the wire depends on the hour: HTTP/2 packs
// its characters with Huffman's code, in which 1 is shorter than 3. That is
// the same for all pages, but would be noise where pages are compared.

/** Bits of the characters that a date holds (RFC 7541, appendix B). */
const bits = new Map();
for (const [n, characters] of [[5, '012acestio'], [6, ' 3456789bdghlmnpruA'], [7, ':vyDFGJMNOSTW'], [8, ',']]) {
  for (const character of characters) bits.set(character, n);
}

/** The bytes that a date takes in an HTTP/2 header. */
export function dateBytes(date) {
  let sum = 0;
  for (const character of date) {
    if (!bits.has(character)) throw new Error(`${JSON.stringify(character)} is no character of a date: ${date}`);
    sum += bits.get(character);
  }
  return Math.ceil(sum / 8);
}
