// Runs Caddy, as Debian ships it, with the configuration that a build wrote.
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adapt, example } from './adapt.mjs';
import { freePorts, run, serve } from './processes.mjs';

/**
 * Serves a built site as the example in its configuration says. Filled in are
 * the ports, the folder and the certificate, which Caddy would otherwise fetch.
 */
export async function caddy({ site, keys, folder }) {
  const home = await mkdtemp(join(folder, 'caddy-'));
  const [https, http] = await freePorts(2);
  const rules = join(site, '.server/Caddyfile');
  const block = adapt(example(await readFile(rules, 'utf8')), [
    ['the folder of the site', /root \* \S+/, `tls ${keys.certFile} ${keys.keyFile}\n\troot * ${site}`],
    ['the rules', /import \S+/, `import ${rules}`],
  ]);
  const file = join(home, 'Caddyfile');
  await writeFile(file, `{
	admin off
	http_port ${http}
	https_port ${https}
	default_bind 127.0.0.1
}
${block}`);
  const options = { env: { PATH: process.env.PATH, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home } };
  const args = ['--config', file, '--adapter', 'caddyfile'];
  await run('caddy', ['validate', ...args], options);
  return { name: 'caddy', https, http, ...(await serve('caddy', ['run', ...args], https, options)) };
}
