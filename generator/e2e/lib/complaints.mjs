// Everything a browser has to complain of while it shows a page.

/**
 * Notes console messages, uncaught errors, failed requests and what the
 * browser itself logs (refused scripts, deprecations). take() forgets them
 * and returns them.
 */
export async function complaintsOf(page) {
  let list = [];
  page.on('console', (message) => list.push(`console.${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => list.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => list.push(`request failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on('dialog', (dialog) => {
    list.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  const session = await page.createCDPSession();
  session.on('Log.entryAdded', ({ entry }) => list.push(`log: ${entry.level}: ${entry.text}`));
  session.on('Audits.issueAdded', ({ issue }) => list.push(`issue: ${issue.code} ${JSON.stringify(issue.details)}`));
  await session.send('Log.enable');
  await session.send('Audits.enable');
  return {
    take() {
      const taken = list;
      list = [];
      return taken;
    },
  };
}
