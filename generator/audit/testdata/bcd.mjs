// Writes the names of every HTML, SVG and MathML element and attribute that
// @mdn/browser-compat-data knows, one a line, for the completeness test of the
// audit. Run it in a folder where the package is installed:
//
//	npm install @mdn/browser-compat-data && node bcd.mjs > bcd.txt
import { readFileSync } from "node:fs";

const home = process.argv[2] ?? "node_modules/@mdn/browser-compat-data";
const { version } = JSON.parse(readFileSync(`${home}/package.json`));
const data = JSON.parse(readFileSync(`${home}/data.json`));

const lines = new Set();
for (const language of ["html", "svg", "mathml"]) {
  for (const [element, body] of Object.entries(data[language].elements)) {
    if (element === "__compat") continue;
    lines.add(`${language} element ${element}`);
    for (const [name, feature] of Object.entries(body)) {
      if (name === "__compat") continue;
      lines.add(`${language} attribute ${element} ${name}`);
      for (const value of Object.keys(feature)) if (value !== "__compat") lines.add(`${language} value ${element} ${name} ${value}`);
    }
  }
  for (const name of Object.keys(data[language].global_attributes ?? {})) if (name !== "__compat") lines.add(`${language} global ${name}`);
  for (const name of Object.keys(data[language].attributes ?? {})) if (name !== "__compat") lines.add(`${language} other ${name}`);
}
console.log(`# @mdn/browser-compat-data ${version}, CC0-1.0; made by bcd.mjs`);
console.log([...lines].sort().join("\n"));
