// A certificate authority for one run, and a certificate for every host that
// the tests serve. Nothing outside the run's folder trusts it.
import { writeFile, readFile } from 'node:fs/promises';
import { createHash, X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { run } from './processes.mjs';

/**
 * Makes ca.pem, site.pem and site.key in a folder. The keys are RSA: an
 * elliptic signature varies in length from handshake to handshake, which
 * would be noise where bytes are counted.
 */
export async function makeKeys(folder, hosts) {
  const at = (name) => join(folder, name);
  const openssl = (...args) => run('openssl', args);
  await openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Sotto test authority',
    '-keyout', at('ca.key'), '-out', at('ca.pem'));
  await openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=site', '-keyout', at('site.key'), '-out', at('site.csr'));
  await writeFile(at('site.ext'), `basicConstraints=CA:FALSE\nsubjectAltName=${hosts.map((h) => 'DNS:' + h).join(',')}\n`);
  await openssl('x509', '-req', '-days', '2', '-in', at('site.csr'), '-CA', at('ca.pem'), '-CAkey', at('ca.key'),
    '-CAcreateserial', '-extfile', at('site.ext'), '-out', at('site.pem'));
}

/** Reads what makeKeys made. fingerprint is what Chromium's flag wants. */
export async function readKeys(folder) {
  const at = (name) => join(folder, name);
  const [ca, cert, key] = await Promise.all(['ca.pem', 'site.pem', 'site.key'].map((name) => readFile(at(name))));
  const spki = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' });
  return {
    ca, cert, key, caFile: at('ca.pem'), certFile: at('site.pem'), keyFile: at('site.key'),
    fingerprint: createHash('sha256').update(spki).digest('base64'),
  };
}
