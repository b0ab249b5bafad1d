// The site with one page more, on which every type of chart can be looked at.
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repository, sotto } from './prepare.mjs';

const data = `area,y1,y2,y3,y4
first,29,258,35,670
second,783,..,1316,1342
third,344,621,640,12
fourth,86,78,10,246
total,1242,..,2001,2270
`;

const about = `title: {en: Contacts from four areas in four years, cy: Cysylltiadau o bedair ardal mewn pedair blynedd}
head: {en: Area, cy: Ardal}
units:
  contacts: {label: {en: contacts, cy: cysylltiadau}}
columns:
  y1: {label: {en: In 2015, cy: Yn 2015}, unit: contacts}
  y2: {label: {en: In 2016, cy: Yn 2016}, unit: contacts}
  y3: {label: {en: In 2017, cy: Yn 2017}, unit: contacts}
  y4: {label: {en: In the year after the launch, cy: Yn y flwyddyn ar ôl y lansiad}, unit: contacts}
rows:
  first: {label: {en: Lancashire, cy: Swydd Gaerhirfryn}}
  second: {label: {en: Greater Manchester, cy: Manceinion Fwyaf}}
  third: {label: {en: Merseyside, cy: Glannau Mersi}}
  fourth: {label: {en: "Cumbria, Westmorland and Furness", cy: Cumbria a’r cyffiniau}}
  total: {label: {en: Together, cy: Gyda’i gilydd}, sum: [all]}
source: {en: Made up for a test, cy: Wedi’i lunio ar gyfer prawf}
download: true
`;

/** Each chart as it is typed. */
const charts = [
  '{data=sample type=bars columns="y1 y3"}',
  '{data=sample type=bars columns="y1 y2 y3 y4"}',
  '{data=sample type=bars columns=y3}',
  '{data=sample type=slope columns="y1 y3"}',
  '{data=sample type=multiples columns="y1 y3 y4"}',
];

/** Builds it in folder; returns the files of the page, one for each language. */
export async function chartSamples(folder) {
  const content = join(folder, 'sample-content');
  const soon = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
  await cp(join(repository, 'content'), content, { recursive: true });
  await writeFile(join(content, 'data/sample.csv'), data);
  await writeFile(join(content, 'data/sample.yaml'), about);
  for (const [name, title, headline] of [['charts.md', 'Every type of chart', 'What the chart shows'], ['charts.cy.md', 'Pob math o siart', 'Beth mae’r siart yn ei ddangos']]) {
    const body = charts.map((attributes) => `::chart[${headline}]${attributes}\n`).join('\n');
    await writeFile(join(content, name), `---\ntitle: ${title}\ndescription: ${title}.\ndate: 2026-11-01\nreviewBy: ${soon}\n---\n\n${body}`);
  }
  const site = join(folder, 'sample-site');
  await sotto('build', '--quiet', '--content', content, '-d', site);
  return [join(site, 'charts/index.html'), join(site, 'cy/charts/index.html')];
}
