// Lighthouse, as a phone of the middle sort sees a page.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import lighthouse from 'lighthouse';

/** What is asked of every page. What search engines would like is not: see the readme. */
export const categories = ['accessibility', 'best-practices', 'performance'];

/**
 * Looks at an address: what each category is given of 100, and for which audits
 * it is less. What the page was at stays there until then, as for the steps of a
 * user flow: from another page of the site a browser comes without making a
 * process, for which the site can do nothing, and whose cost Lighthouse would
 * count as time in which the page is blocked.
 */
export async function look(page, address, folder) {
  const files = await mkdtemp(join(folder, 'lighthouse-'));
  try {
    const flags = {
      onlyCategories: categories, logLevel: 'silent', skipAboutBlank: true,
      // A page that asks for nothing and runs next to nothing is done when it is there.
      pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 100, cpuQuietThresholdMs: 100,
    };
    await lighthouse(address, { ...flags, gatherMode: files }, undefined, page);
    const name = join(files, 'defaultPass.trace.json');
    const trace = JSON.parse(await readFile(name, 'utf8'));
    inProcessorTime(trace.traceEvents);
    await writeFile(name, JSON.stringify(trace));
    const { lhr } = await lighthouse(address, { ...flags, auditMode: files });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    return categories.map((name) => {
      const { score, auditRefs } = lhr.categories[name];
      const short = auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
      return { name, points: Math.round(score * 100), why: short.map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ''}`.trim()) };
    });
  } finally {
    await rm(files, { recursive: true, force: true });
  }
}

/**
 * Makes what a task took the time that it had of a processor. Lighthouse counts
 * what went by on a clock, four times over, and two thirds of that are the
 * browser's other processes, the server and Lighthouse itself, which wait for
 * the same two processors: a page whose tasks take 20 ms is then said to be
 * blocked for 300, now and then. What stands inside a task is moved with it.
 */
export function inProcessorTime(events) {
  const threads = new Map();
  for (const event of events) {
    if (event.tts === undefined) continue;
    const name = `${event.pid} ${event.tid}`;
    if (!threads.has(name)) threads.set(name, []);
    threads.get(name).push(event);
  }
  for (const thread of threads.values()) {
    thread.sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
    let start, clock, end = -Infinity;
    for (const event of thread) {
      if (event.ts >= end) {
        const task = event.ph === 'X' && event.tdur !== undefined;
        [start, clock, end] = task ? [event.ts, event.tts, event.ts + event.dur] : [0, 0, -Infinity];
      }
      if (end === -Infinity) continue;
      event.ts = start + event.tts - clock;
      if (event.tdur !== undefined) event.dur = event.tdur;
    }
  }
}
