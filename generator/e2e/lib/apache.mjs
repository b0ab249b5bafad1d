// Runs Apache, as Debian ships it, with the configuration that a build wrote.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adapt, example } from './adapt.mjs';
import { freePorts, run, serve } from './processes.mjs';

const modules = 'mpm_event authz_core dir mime headers rewrite ssl socache_shmcb http2'.split(' ');

/**
 * Serves a built site as the example in its configuration says. Filled in are
 * the ports, the folder and the certificate.
 */
export async function apache({ site, keys, folder }) {
  const home = await mkdtemp(join(folder, 'apache-'));
  const [https, http] = await freePorts(2);
  const hosts = adapt(example(await readFile(join(site, '.server/apache.conf'), 'utf8')), [
    ['the place of the site', /Define SOTTO \S+/, `Define SOTTO ${site}`],
    ['the port for https', /<VirtualHost \*:443>/, `<VirtualHost *:${https}>`],
    ['the port for http', /<VirtualHost \*:80>/, `<VirtualHost *:${http}>`],
    ['the folder of the site', /DocumentRoot \S+/, `DocumentRoot ${site}`],
    ['the certificate', /SSLCertificateFile +\S+/, `SSLCertificateFile ${keys.certFile}`],
    ['its key', /SSLCertificateKeyFile +\S+/, `SSLCertificateKeyFile ${keys.keyFile}`],
    ['the rules', /Include \S+/, `Include ${site}/.server/apache.conf`],
  ]);
  const file = join(home, 'apache.conf');
  await writeFile(file, `
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
ServerRoot ${home}
PidFile ${home}/pid
ErrorLog ${home}/error.log
TypesConfig /dev/null
Mutex pthread
Listen 127.0.0.1:${https}
Listen 127.0.0.1:${http}
${hosts}`);
  await run('apache2', ['-t', '-f', file]);
  return { name: 'apache', https, http, ...(await serve('apache2', ['-X', '-f', file], https)) };
}
