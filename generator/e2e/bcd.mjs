// Writes down every element and attribute of HTML, SVG and MathML that
// @mdn/browser-compat-data knows, for the test by which the audit proves that
// it has an answer to each:
//
//	node bcd.mjs            write generator/audit/testdata/bcd.txt
//	node bcd.mjs --check    fail when that file is not what would be written
//
// A line is "language element NAME", "language attribute ELEMENT NAME",
// "language value ELEMENT NAME VALUE" (a value, or a feature of an attribute,
// that has an entry of its own), "language global NAME" (an attribute of all
// elements) or "language other NAME" (one that is not listed by element).
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const read = (name) => JSON.parse(readFileSync(new URL(`node_modules/@mdn/browser-compat-data/${name}`, import.meta.url), 'utf8'));
const list = new URL('../audit/testdata/bcd.txt', import.meta.url);

/** The names below an entry; __compat is the entry's own data. */
const names = (entry) => Object.keys(entry ?? {}).filter((name) => name !== '__compat');

function known(data) {
  const lines = new Set();
  for (const language of ['html', 'svg', 'mathml']) {
    const { elements, attributes, global_attributes: global } = data[language];
    for (const element of names(elements)) {
      lines.add(`${language} element ${element}`);
      for (const attribute of names(elements[element])) {
        lines.add(`${language} attribute ${element} ${attribute}`);
        for (const value of names(elements[element][attribute])) lines.add(`${language} value ${element} ${attribute} ${value}`);
      }
    }
    for (const name of names(global)) lines.add(`${language} global ${name}`);
    for (const name of names(attributes)) lines.add(`${language} other ${name}`);
  }
  return [...lines].sort();
}

const { version } = read('package.json');
const text = `# @mdn/browser-compat-data ${version}, CC0-1.0; made by bcd.mjs\n${known(read('data.json')).join('\n')}\n`;
switch (process.argv[2]) {
  case undefined:
    writeFileSync(list, text);
    break;
  case '--check': {
    const lines = (s) => new Set(s.split('\n'));
    const [now, then] = [lines(text), lines(readFileSync(list, 'utf8'))];
    const changes = [...[...now].filter((line) => !then.has(line)).map((line) => '+ ' + line), ...[...then].filter((line) => !now.has(line)).map((line) => '- ' + line)];
    if (changes.length > 0 || text !== readFileSync(list, 'utf8')) {
      console.error(`${fileURLToPath(list)} is not the list of the installed package: run node bcd.mjs in generator/e2e, and classify what is new\n${changes.join('\n')}`);
      process.exit(1);
    }
    break;
  }
  default:
    console.error('usage: node bcd.mjs [--check]');
    process.exit(2);
}
