// MDN's HTTP Observatory gives pages of every kind, and in a soak every page,
// its best grade, A+, and the most points that a site without cookies, scripts
// from elsewhere and a place on the browsers' own lists can have: 130. So it
// does the 404 page.
import { test } from 'node:test';
import { eachPage } from '../lib/eachpage.mjs';
import { lead, scan } from '../lib/observatory.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const alias = world.all.filter(({ kind }) => kind === 'alias').slice(0, process.env.SOTTO_SOAK ? Infinity : 1);

for (const kind of ['nginx', 'caddy']) {
  test(`the Observatory gives A+ 130 on ${kind}`, async () => {
    const server = await world[kind]();
    const restore = lead(server, world.keys.ca);
    const missing = { address: new URL('no-such-page/', world.base).pathname, file: '404.html', source: null, kind: '404' };
    await eachPage([...world.few, ...alias, missing], async (page) => {
      const { grade, score, status, modifiers } = await scan(world.host, page.address);
      const wrong = [];
      if (status !== (page.kind === '404' ? 404 : 200)) wrong.push(`status ${status}`);
      if (grade !== 'A+' || score < 130) wrong.push(`${grade} ${score}: ${JSON.stringify(modifiers, null, 1)}`);
      return wrong;
    });
    restore();
  });
}
