// What a page looks like on paper: printed by Chromium, read by poppler.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './processes.mjs';

/** Prints what the page shows on A4, and returns the lines of each sheet. */
export async function printed(page, folder) {
  const file = join(folder, 'paper.pdf');
  await writeFile(file, await page.pdf({ format: 'A4', tagged: false, waitForFonts: false, margin: { top: '10mm', bottom: '10mm', left: '10mm', right: '10mm' } }));
  const text = await run('pdftotext', ['-layout', file, '-']);
  return text.split('\f').slice(0, -1).map((sheet) => sheet.split('\n').map(plain).filter((line) => line !== ''));
}

/** One kind of space and of hyphen, as paper and page tell them apart. */
export const plain = (text) => text.replace(/[\u00ad\u200b]/g, '').replace(/[\s\u00a0]+/g, ' ').trim();

/**
 * Runs in the page, which shows itself as for print. Returns its headings, its
 * own text and all of it, the telephone number of its frame, and what is wrong to see.
 */
export function facts() {
  const seen = (element) => element.checkVisibility() && element.getClientRects().length > 0;
  const wrong = [];
  for (const element of document.querySelectorAll('.bar, .skip, .head, nav, .foot, .ask, input')) {
    if (seen(element) && !element.matches('.visually-hidden')) wrong.push(`paper shows .${element.className || element.localName}`);
  }
  for (const svg of document.querySelectorAll('.drawing > svg, .chart svg, .write svg')) {
    const { width, height } = svg.getBoundingClientRect();
    if (!svg.parentElement.closest('svg') && !(seen(svg) && width > 5 && height > 5)) wrong.push(`a drawing of ${svg.parentElement.className} does not print`);
  }
  return {
    wrong,
    headings: [...document.querySelectorAll('h1, h2, h3, .label, caption, figcaption b, summary')].filter(seen).map((heading) => heading.innerText),
    all: document.body.innerText,
    own: [...document.querySelectorAll('.lede, .body')].filter(seen).map((part) => part.innerText).join('\n'),
    number: document.querySelector('.strip .number')?.innerText ?? '',
  };
}

/** What is wrong with the sheets of a page. */
export function faultsOnPaper(sheets, { headings, own, number }) {
  const faults = [];
  const heads = headings.map(plain);
  sheets.forEach((lines, i) => {
    const last = lines.at(-1) ?? '';
    if (i + 1 < sheets.length && last.length > 3 && heads.some((head) => head.endsWith(last))) faults.push(`sheet ${i + 1} ends with the heading ${last}`);
  });
  const words = sheets.at(-1).join(' ').split(' ').filter(Boolean).length;
  if (words < 30) faults.push(`the last of ${sheets.length} sheets has ${words} words on it`);
  const count = (text) => (number ? plain(text).split(plain(number)).length - 1 : 0);
  const text = sheets.flat().join(' ');
  if (count(text) > count(own) + 1) faults.push(`${number} is printed ${count(text)} times, and ${count(own)} times in the text itself`);
  return faults;
}
