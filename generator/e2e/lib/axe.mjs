// axe-core, with its rules for WCAG 2.2 up to AAA and for good practice.
import axe from 'axe-core';

const options = {
  resultTypes: ['violations'],
  rules: {
    // Off in axe unless asked for.
    'target-size': { enabled: true },
    'color-contrast-enhanced': { enabled: true },
    'identical-links-same-purpose': { enabled: true },
    'meta-refresh-no-exceptions': { enabled: true },
    'css-orientation-lock': { enabled: true },
    'label-content-name-mismatch': { enabled: true },
    'table-fake-caption': { enabled: true },
    'td-has-header': { enabled: true },
  },
};

/** What axe finds wrong with the page as it is now. */
export async function findings(page) {
  await page.evaluate(axe.source);
  // What axe leaves undecided is the contrast of text with something before or
  // above it; contrast.test.mjs measures that.
  const { violations } = await page.evaluate((opts) => window.axe.run(document, opts), options);
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => {
    const why = node.any.concat(node.all, node.none).map((check) => check.message).join('; ');
    return `${id}: ${help}: ${node.html}: ${why}`;
  }));
}
