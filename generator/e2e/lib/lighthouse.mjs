// Lighthouse, as a phone of the middle sort sees a page.
import lighthouse from 'lighthouse';

/** What is asked of every page. What search engines would like is not: see the readme. */
export const categories = ['accessibility', 'best-practices', 'performance'];

/**
 * By how much Lighthouse is to slow this machine down to be a phone: four times
 * is meant for one that has nothing else to do. It measures the machine at each
 * look, and the steps are those by which its guide to throttling calibrates.
 */
export function slowdown(benchmark) {
  if (benchmark >= 1300) return Math.min(4, 3 + (benchmark - 1300) / 233);
  if (benchmark >= 800) return 2 + (benchmark - 800) / 500;
  return Math.max(1, 1 + (benchmark - 150) / 650);
}

/**
 * Looks at an address: what each category is given of 100, and for which audits
 * it is less; and how fast the machine was. What the page was at stays there
 * until then, as for the steps of a user flow: from another page of the site a
 * browser comes without making a process, for which the site can do nothing, and
 * whose cost Lighthouse would count as time in which the page is blocked.
 */
export async function look(page, address, { cpu = 4 } = {}) {
  const { lhr } = await lighthouse(address, {
    onlyCategories: categories, logLevel: 'silent', skipAboutBlank: true,
    throttling: { cpuSlowdownMultiplier: cpu },
    // A page that asks for nothing and runs next to nothing is done when it is there.
    pauseAfterFcpMs: 0, pauseAfterLoadMs: 0, networkQuietThresholdMs: 100, cpuQuietThresholdMs: 100,
  }, undefined, page);
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const given = categories.map((name) => {
    const { score, auditRefs } = lhr.categories[name];
    const short = auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
    return { name, points: Math.round(score * 100), why: short.map(({ id }) => `${id} ${lhr.audits[id].displayValue ?? ''}`.trim()) };
  });
  return { given, benchmark: lhr.environment.benchmarkIndex };
}
