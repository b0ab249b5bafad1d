// A test that waits for something that never comes must not keep a run for
// twenty minutes and then say nothing. Whatever moves, says so here: a request,
// a page looked at, bytes on the wire, a test that begins. When nothing has
// moved for three minutes, the test file ends, and says what was last.
import { beforeEach } from 'node:test';

const most = Number(process.env.SOTTO_E2E_PATIENCE ?? 180_000); // milliseconds without a step

let last = 'nothing yet', at = Date.now(), running = 'no test yet';

/** Notes that something moves. */
export function step(what) {
  last = what;
  at = Date.now();
}

/**
 * Ends this process when nothing moves. A test file asks for it as it opens its
 * world; the runner, in which nothing moves while the files run, does not.
 */
export function watch() {
  beforeEach((test) => {
    running = test.name;
    step('the beginning of the test');
  });
  setInterval(() => {
    if (Date.now() - at < most) return;
    console.error(`no progress for ${most / 1000} s in ${process.argv[1]}\n  in the test: ${running}\n  the last step was: ${last}`);
    process.exit(1);
  }, Math.min(most, 5_000)).unref();
}
