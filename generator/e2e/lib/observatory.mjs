// MDN's HTTP Observatory, run on this machine against a server on this
// machine. Its scan() knows neither ports nor paths; its parts do.
import { writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { fileURLToPath } from 'node:url';

const root = new URL('../node_modules/@mdn/mdn-http-observatory/', import.meta.url);
// Its install script would fetch the list of preloaded hosts, which is not
// needed to be told that a site that does not exist is not on it.
writeFileSync(fileURLToPath(new URL('conf/hsts-preload.json', root)), '{}');

const part = (path) => import(new URL(`src/${path}`, root));
const { retrieve } = await part('retriever/retriever.js');
const { ALL_TESTS } = await part('constants.js');
const { MINIMUM_SCORE_FOR_EXTRA_CREDIT } = await part('grader/charts.js');
const { getGradeForScore, getScoreModifier } = await part('grader/grader.js');

/**
 * Leads every connection of this process to ports 443 and 80 to other ports of
 * this machine, and trusts ca: what an entry in /etc/hosts, two privileged
 * ports and a certificate store would do. The result undoes it.
 */
export function lead({ https: secure, http: plain }, ca) {
  const { createConnection } = http.Agent.prototype;
  const { createConnection: createSecure } = https.Agent.prototype;
  http.Agent.prototype.createConnection = function (options, done) {
    return createConnection.call(this, { ...options, host: '127.0.0.1', port: options.port === 80 ? plain : options.port }, done);
  };
  https.Agent.prototype.createConnection = function (options, done) {
    return createSecure.call(this, { ...options, host: '127.0.0.1', port: options.port === 443 ? secure : options.port, ca }, done);
  };
  return () => {
    http.Agent.prototype.createConnection = createConnection;
    https.Agent.prototype.createConnection = createSecure;
  };
}

/** Scans one path: {grade, score, modifiers: {test: [result, points]}}. */
export async function scan(host, path) {
  const answers = await retrieve(host, { path });
  if (!answers.responses.auto) throw new Error(`${path}: no answer`);
  const results = ALL_TESTS.map((test) => test(answers));
  const points = results.map(({ result }) => getScoreModifier(result));
  const sum = (list) => list.reduce((a, b) => a + b, 100);
  const base = sum(points.filter((n) => n < 0));
  const final = getGradeForScore(base >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(points) : base);
  return {
    ...final,
    status: answers.responses.auto.status,
    modifiers: Object.fromEntries(results.map((output, i) => [output.constructor.name, `${output.result} ${points[i]}`])),
  };
}
