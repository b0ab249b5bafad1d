// What content/services.yaml knows of telephone numbers and of links to
// services, read by itself: whether a page tells it right is not asked of the
// program that made the page.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { repository } from './prepare.mjs';

const read = async (path) => readFile(join(repository, 'content', path), 'utf8');
const config = parse(await read('site.yaml'));
export const services = parse(await read('services.yaml'));
const service = new Map(services.map((one) => [one.id, one]));
const home = service.get(config.contact).countries;

/** A number as somebody reads it: its spaces may be such as do not break. */
export const plain = (text) => text.replace(/\s+/g, ' ').trim();

const front = async (path) => {
  const [, text] = (await read(path)).match(/^---\n([^]*?)\n---/);
  return parse(text);
};

/** The file of a page without the code of its language. */
export const original = (source) => source.replace(/\.[a-z]{2}\.md$/, '.md');

/** The services that the contact strip of a page is to offer; none for readers in other countries. */
export async function offered(source) {
  const above = [source, original(source)];
  for (let folder = original(source); folder.includes('/');) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
    above.push(`${folder}/index.md`);
  }
  for (const path of above) {
    const { contact } = await front(path).catch((error) => {
      if (error.code === 'ENOENT') return {};
      throw error;
    });
    if (contact) return [contact].flat().filter((id) => id !== 'none').map((id) => service.get(id));
  }
  const section = config.sections[original(source).split('/')[0]];
  return [section?.contact ?? config.contact].flat().map((id) => service.get(id));
}

/** All ways to a service that a page may lead to: {service, channel, href, text}. */
export const ways = services.flatMap((one) => [
  ...one.channels.flatMap((channel) => [
    ...(channel.dial ? [{ service: one, channel, href: `${channel.type === 'text' ? 'sms' : 'tel'}:${channel.dial}`, text: channel.number }] : []),
    ...[channel.url, channel.from].filter(Boolean).map((href) => ({ service: one, channel, href })),
  ]),
  ...(one.website ? [{ service: one, channel: {}, href: one.website }] : []),
]);

/** Whether readers in a country can use a way; for those at home, with label saying so if it is another's. */
export function servesHere({ service, channel }, country, around) {
  const countries = channel.countries ?? service.countries;
  if (country) return countries.length === 0 || countries.includes(country);
  return countries.length === 0 || countries.includes(home[0]) ||
    Object.values(channel.label ?? {}).some((label) => around.includes(label));
}

/** Whether a channel answers day and night. */
export const always = ({ channel }) => channel.hours?.always === true;

/** Numbers that nobody calls only to talk. */
export const emergency = (dial) => ['999', '112', '911', '000'].includes(dial);
