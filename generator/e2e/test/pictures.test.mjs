// Pictures look as they did before Sotto took out what they say about their
// making: the same colours, to a step of 255, and the same way up.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { firefoxHere } from '../lib/firefox.mjs';
import { run } from '../lib/processes.mjs';
import { openWorld } from '../lib/world.mjs';

const world = await openWorld();
const folder = await mkdtemp(join(world.folder, 'pictures-'));
await run('go', ['run', './generator/e2e/pairs', folder], { cwd: fileURLToPath(new URL('../../..', import.meta.url)) });
const names = (await readdir(folder)).filter((name) => name.startsWith('after-')).map((name) => name.slice('after-'.length)).sort();
const types = { png: 'image/png', jpg: 'image/jpeg', webp: 'image/webp', avif: 'image/avif' };

/** What a browser paints of a file: its size and its pixels, or null. The widest colours it has are asked for. */
async function painted(page, name) {
  const data = (await readFile(join(folder, name))).toString('base64');
  return page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    try {
      await image.decode();
    } catch {
      return null;
    }
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth;
    canvas.height = image.naturalHeight;
    const context = canvas.getContext('2d', { colorSpace: 'display-p3', willReadFrequently: true });
    context.drawImage(image, 0, 0);
    return { width: canvas.width, height: canvas.height, pixels: [...context.getImageData(0, 0, canvas.width, canvas.height).data] };
  }, `data:${types[name.split('.').pop()]};base64,${data}`);
}

const difference = (one, two) => Math.max(...one.pixels.map((value, i) => Math.abs(value - two.pixels[i])));

for (const kind of ['chromium', 'firefox']) {
  test(`pictures look the same in ${kind}`, { skip: kind === 'firefox' && !firefoxHere && 'Debian has no Firefox for this machine' }, async (t) => {
    const browser = await world[kind]();
    const page = await browser.newPage();
    let compared = 0;
    for (const name of names) {
      const [before, after] = [await painted(page, `before-${name}`), await painted(page, `after-${name}`)];
      if (!before) {
        t.diagnostic(`${name} was not shown before`);
        continue;
      }
      assert.ok(after, `${name} is shown`);
      compared++;
      assert.deepEqual([after.width, after.height], [before.width, before.height], `${name} has the same size`);
      assert.ok(difference(before, after) <= 1, `${name} has the same colours: they differ by ${difference(before, after)}`);
    }
    assert.ok(compared > 80, `only ${compared} were compared`);

    // The comparison must be able to notice both.
    const [wide, plain] = [await painted(page, 'after-png-screenshot.png'), await painted(page, 'plain-png-screenshot.png')];
    assert.ok(difference(wide, plain) > 5, 'without its profile a P3 picture looks different');
    const upright = await painted(page, 'after-jpg-phone.jpg');
    assert.deepEqual([upright.width, upright.height], [16, 24], 'the photograph of 24 by 16 stands upright');
    await browser.close();
  });
}
