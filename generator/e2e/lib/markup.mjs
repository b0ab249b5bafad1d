// Two that read HTML as it is written: html-validate, and the checker of the
// W3C's validator, Nu, which needs Java and asks nobody on the network.
import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { fileURLToPath } from 'node:url';
import { run } from './processes.mjs';

const rules = {
  root: true,
  extends: ['html-validate:recommended'],
  // Capitals or not is all the same to browsers, and the same to us.
  rules: { 'doctype-style': ['error', { style: 'lowercase' }] },
};

/** Makes a function that says what html-validate finds in a text. */
export function validator() {
  const validate = new HtmlValidate(new StaticConfigLoader(rules));
  return async (text) => {
    const { results } = await validate.validateString(text);
    return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
  };
}

const jar = fileURLToPath(new URL('../node_modules/vnu-jar/build/dist/vnu.jar', import.meta.url));

/** What Nu finds in some files, errors and warnings alike: a list of texts for each. */
export async function nu(files) {
  const out = await run('java', ['-jar', jar, '--format', 'json', '--stdout', '--exit-zero-always', ...files]);
  const found = new Map(files.map((file) => [file, []]));
  for (const { url, type, message, extract } of JSON.parse(out).messages) {
    found.get(fileURLToPath(url)).push(`${type}: ${message} ${extract ?? ''}`.trim());
  }
  return found;
}
