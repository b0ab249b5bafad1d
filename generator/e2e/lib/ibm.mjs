// IBM's engine of its Equal Access Toolkit, with its rules for WCAG 2.2. Its
// wrapper for browsers fetches rules from a server of IBM's; the engine has them
// inside, so what runs in the page here is the package's own file.
import { readFile } from 'node:fs/promises';

const engine = await readFile(new URL('../node_modules/accessibility-checker-engine/ace.js', import.meta.url), 'utf8');

/** What the engine holds to be wrong with the page as it is now; what it leaves to people to decide is not. */
export async function findings(page) {
  await page.evaluate(`${engine};window.ace = ace`);
  const results = await page.evaluate(async () => {
    const { results } = await new window.ace.Checker().check(document, ['WCAG_2_2']);
    return results.map(({ ruleId, value, message, snippet }) => ({ ruleId, value, message, snippet }));
  });
  return results.filter(({ value: [kind, sure] }) => kind === 'VIOLATION' && sure === 'FAIL')
    .map(({ ruleId, message, snippet }) => `${ruleId}: ${message}: ${snippet}`);
}
