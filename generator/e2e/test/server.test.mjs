// The three servers give the same answers to whatever is asked of them, with
// the configurations that the build wrote: lib/probes.mjs is the table. What
// differs from it stands there too, with the reason, and must still differ.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fetchPlain } from '../lib/fetch.mjs';
import { probes } from '../lib/probes.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const base = new URL(world.base).pathname;
const site = join(world.folder, 'site');
const suffix = { identity: '', gzip: '.gz', br: '.br' };
const onePage = world.pages.find(({ file, kind, lang, discreet }) => kind === 'page' && lang === 'en' && !discreet && /^[a-z]+\/index\.html$/.test(file));
const errors = world.pages.filter(({ kind }) => kind === '404').map(({ file }) => file);
assert.ok(onePage && errors.length > 0, 'the site has a page in a folder, and error pages');

const servers = [];
for (const kind of ['nginx', 'caddy', 'apache']) servers.push(await world[kind]());
const ask = (server, probe) => fetchPlain({ host: world.host, port: server.https, path: onePage.address, ca: world.keys.ca, ...probe });

/** The headers as sent, but for the date and for what the encoding decides. */
const plainly = (list) => JSON.stringify(list.filter(([name]) => !/^(date|content-encoding|content-length|connection|keep-alive|transfer-encoding)$/i.test(name)));

/** Returns what is wrong with an answer that should be want, such as "200 page in br". */
async function wrong({ status, headers, body, list }, want, method, usual) {
  const [, code, what, name, encodings] = /^(\d+) (page|file (\S+)|error|short|tunnel)(?: in (.+))?$/.exec(want);
  const found = [];
  const encoding = headers['content-encoding'] ?? 'identity';
  if (status !== Number(code)) found.push(`status ${status}`);
  if (!(encodings ?? 'identity').split(' or ').includes(encoding)) found.push(`in ${encoding}`);
  if (what === 'tunnel') return found;
  if (what === 'short') return body.length < 100 ? found : [...found, `${body.length} bytes`];
  const files = what === 'page' ? [onePage.file] : what === 'error' ? errors : [name];
  const wanted = method === 'HEAD' ? [Buffer.alloc(0)] : await Promise.all(files.map((file) => readFile(join(site, file + suffix[encoding]))));
  if (!wanted.some((bytes) => bytes.equals(body))) found.push(`${body.length} bytes that are not those of ${files.join(' or ')}`);
  if (what !== 'page' && what !== 'error') return found;
  if (plainly(list) !== usual) found.push(`other headers than a page: ${plainly(list)}`);
  return found;
}

for (const [group, rows] of Object.entries(probes(base, onePage.file.split('/')[0]))) {
  test(`${group}: ${rows.length} questions, one answer from nginx, Caddy and Apache`, async () => {
    const faults = [];
    for (const server of servers) {
      const usual = plainly((await ask(server, {})).list);
      for (const { want, but = {}, ...probe } of rows) {
        const [mine] = but[server.name] ?? [want];
        const about = `${server.name}: ${probe.method ?? 'GET'} ${probe.path.slice(0, 60)} ${JSON.stringify(probe.headers ?? {}).slice(0, 80)}`;
        try {
          const answer = await ask(server, probe);
          const found = await wrong(answer, mine, probe.method, usual);
          if (found.length > 0) faults.push(`${about}: not ${mine}: ${found.join(', ')}`);
          if (answer.headers['access-control-allow-origin'] || answer.headers.location) faults.push(`${about}: ${JSON.stringify(answer.headers)}`);
        } catch (error) {
          faults.push(`${about}: ${error.message}`);
        }
      }
    }
    assert.equal(faults.length, 0, `${faults.length} faults:\n${faults.slice(0, 40).join('\n')}`);
  });
}

// On the wire over HTTP/1.1: the first line, the headers and the empty line.
const headBytes = ({ list }) => 'HTTP/1.1 200 OK\r\n\r\n'.length + list.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0);

for (const server of servers) {
  test(`${server.name}: nothing in an answer differs between pages or visits, and its headers are small`, async (t) => {
    const heads = new Set(), sizes = new Set();
    for (const page of world.all.filter((page) => page.kind !== '404')) {
      const answer = await ask(server, { path: page.address, headers: { 'accept-encoding': 'gzip, br' } });
      heads.add(JSON.stringify(answer.list.filter(([name]) => name.toLowerCase() !== 'date')));
      sizes.add(headBytes(answer));
    }
    assert.equal(heads.size, 1, [...heads].slice(0, 2).join('\n'));
    const [head] = heads;
    for (const name of ['etag', 'last-modified', 'set-cookie', 'alt-svc', 'nel', 'report-to', 'reporting-endpoints', 'accept-ranges', 'x-powered-by']) {
      assert.ok(!head.toLowerCase().includes(`["${name}"`), `${name} is not sent: ${head}`);
    }
    assert.doesNotMatch(head, /\["server","[^"]*\d/i, 'no version of the server');
    t.diagnostic(`the headers take ${[...sizes]} bytes`);
    assert.ok(Math.max(...sizes) <= 1600, `the headers of an answer take 1,600 bytes at most: ${[...sizes]}`);
  });
}
