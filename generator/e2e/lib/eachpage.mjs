// Going through all pages and telling at the end what is wrong with which.
import assert from 'node:assert/strict';
import { step } from './progress.mjs';

/**
 * Calls look for each page in turn. Look returns what is wrong, as a list of
 * texts; a look that throws is wrong too. All of it together is one failure,
 * in which a fault that many pages share is told once.
 */
export async function eachPage(pages, look) {
  assert.ok(pages.length > 0, 'there are no pages to look at');
  const where = new Map();
  for (const page of pages) {
    step(`looking at ${page.address}`);
    let wrong;
    try {
      wrong = (await look(page)) ?? [];
    } catch (error) {
      wrong = [error.code === 'ERR_ASSERTION' ? error.message : error.stack];
    }
    // A soak takes an hour: whoever waits is told at once.
    if (process.env.SOTTO_SOAK && wrong.length > 0) console.error(`${page.address}: ${wrong.join('; ')}`);
    for (const what of new Set(wrong)) {
      if (!where.has(what)) where.set(what, []);
      where.get(what).push(`${page.address} (${page.source ?? page.file})`);
    }
  }
  if (where.size === 0) return;
  const faults = [...where].map(([what, pages]) => {
    const more = pages.length > 4 ? ` and ${pages.length - 4} more pages` : '';
    return `${what}\n    on ${pages.slice(0, 4).join(', ')}${more}`;
  });
  assert.fail(`${where.size} different faults:\n${faults.join('\n')}`);
}
