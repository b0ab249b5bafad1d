// Runs nginx, as Debian ships it, with the configuration that a build wrote.
import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adapt, example } from './adapt.mjs';
import { freePorts, run, serve } from './processes.mjs';

/**
 * Serves a built site as the example in its configuration says. Filled in are
 * the ports, the folder, the certificate and the place of the error log; and
 * brotli is switched on, which the configuration leaves to those who have the
 * module.
 */
export async function nginx({ site, keys, folder }) {
  const home = await mkdtemp(join(folder, 'nginx-'));
  const [https, http] = await freePorts(2);
  const written = await readFile(join(site, '.server/nginx.conf'), 'utf8');
  const rules = adapt(written, [['brotli', /^# (brotli_static on;)$/m, 'brotli_static on;']]);
  const servers = adapt(example(written), [
    ['the port for https', /listen 443\b/, `listen 127.0.0.1:${https}`],
    ['the port for http', /listen 80\b/, `listen 127.0.0.1:${http}`],
    ['the folder of the site', /root [^;]+;/, `root ${site};`],
    ['the certificate', /ssl_certificate [^;]+;/, `ssl_certificate ${keys.certFile};`],
    ['its key', /ssl_certificate_key [^;]+;/, `ssl_certificate_key ${keys.keyFile};`],
    ['the error log', /error_log [^; ]+ /, 'error_log stderr '],
    ['the rules', /include [^;]+;/, `include ${home}/rules.conf;`],
  ]);
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${home}/${name};`);
  await writeFile(join(home, 'rules.conf'), rules);
  await writeFile(join(home, 'nginx.conf'), `
daemon off;
master_process off; # so that to end it is to end all of it
pid ${home}/pid;
error_log stderr;
${await brotliModule()}
events { worker_connections 256; }
http {
  ${temp.join(' ')}
${servers}}
`);
  const args = ['-p', home, '-e', 'stderr', '-c', join(home, 'nginx.conf')];
  await run('nginx', ['-t', '-q', ...args]);
  return { name: 'nginx', https, http, ...(await serve('nginx', args, https)) };
}

/** The line that loads brotli_static, from Debian's package of it. */
async function brotliModule() {
  const folder = '/usr/share/nginx/modules-available';
  const name = (await readdir(folder).catch(() => [])).find((name) => name.includes('brotli-static'));
  if (!name) throw new Error('nginx has no brotli_static: install libnginx-mod-http-brotli-static');
  return (await readFile(join(folder, name), 'utf8')).replace('modules/', '/usr/lib/nginx/modules/');
}
