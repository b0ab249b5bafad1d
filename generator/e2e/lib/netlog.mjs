// Reads the log in which Chromium writes down all that it does on the
// network, also what no page event tells: speculative connections, names
// looked up ahead of time, icons.
import { readFile } from 'node:fs/promises';

/**
 * Reads the log of a browser that has been closed.
 * requests: every address asked for; lookups: every host that was to be
 * resolved, as the resolver rules rewrote it; sockets: every address that a
 * TCP connection was tried to.
 */
export async function readNetLog(file) {
  const log = JSON.parse(await readFile(file, 'utf8'));
  const type = Object.fromEntries(Object.entries(log.constants.logEventTypes).map(([name, id]) => [id, name]));
  const begin = log.constants.logEventPhase.PHASE_BEGIN;
  const requests = [], lookups = [], sockets = [];
  for (const { type: id, phase, params } of log.events) {
    const name = type[id];
    if (name === 'URL_REQUEST_START_JOB' && phase === begin && /^(https?|wss?|ftp):/.test(params.url)) requests.push(params.url);
    if (name === 'HOST_RESOLVER_MANAGER_REQUEST' && params?.host) lookups.push(params.host);
    if (name === 'TCP_CONNECT_ATTEMPT' && params?.address) sockets.push(params.address);
  }
  return { requests, lookups, sockets };
}
