// What a visit leaves on the device, as far as a page can cause it.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Returns what an origin has stored that a page could read again. */
export async function stored(session, origin) {
  const storage = async (isLocalStorage) => {
    const { entries } = await session.send('DOMStorage.getDOMStorageItems', { storageId: { securityOrigin: origin, isLocalStorage } });
    return entries.map(([key]) => key);
  };
  const { cookies } = await session.send('Storage.getCookies');
  const { databaseNames } = await session.send('IndexedDB.requestDatabaseNames', { securityOrigin: origin });
  const { caches } = await session.send('CacheStorage.requestCacheNames', { securityOrigin: origin });
  return {
    cookies: cookies.map(({ name }) => name).sort(),
    localStorage: await storage(true),
    sessionStorage: await storage(false),
    indexedDB: databaseNames,
    cacheStorage: caches.map(({ cacheName }) => cacheName),
  };
}

export const nothingStored = { cookies: [], localStorage: [], sessionStorage: [], indexedDB: [], cacheStorage: [] };

/** Where the browsers keep what pages are made of and what they store, below a profile. */
export const chromiumKeeps = [
  'Cache', 'Code Cache', 'Service Worker', 'Shared Dictionary', 'IndexedDB', 'Local Storage', 'Session Storage',
  'WebStorage', 'File System', 'Network/Cookies', 'Cookies',
].map((name) => `Default/${name}`);
export const firefoxKeeps = ['cache2', 'storage', 'cookies.sqlite', 'cookies.sqlite-wal', 'webappsstore.sqlite', 'serviceworker.txt'];

/** Returns the files of a closed browser's stores that name a host. */
export async function filesNaming(host, profile, keeps) {
  const found = [];
  for (const keep of keeps) {
    const root = join(profile, keep);
    const names = await readdir(root, { recursive: true }).catch(() => ['']);
    for (const name of names) {
      // Asking for an origin's stores, as stored does, notes the origin here.
      if (name === 'QuotaManager' || name === 'QuotaManager-journal') continue;
      const bytes = await readFile(join(root, name)).catch(() => null);
      if (bytes?.includes(host) || name.includes(host)) found.push(join(keep, name));
    }
  }
  return found.sort();
}
