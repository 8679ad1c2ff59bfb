// Lets the page start without a network, so that it can say so. What the server has is always
// asked for first; what was kept is only for when nobody answers.

const KEPT = 'hokm-1';
const ASKED_MS = 4_000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', event => {
  const url = new URL(event.request.url);
  const ours = event.request.method === 'GET' && url.origin === location.origin
    && !/^\/(api|health|db-health|metrics|ws)(\/|$)/.test(url.pathname);
  if (ours) event.respondWith(newest(event.request));
});

async function newest(request) {
  const kept = await caches.open(KEPT);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(ASKED_MS) });
    if (answer.ok) await kept.put(request, answer.clone());
    return answer;
  } catch (gone) {
    const before = await kept.match(request, { ignoreSearch: request.mode === 'navigate' });
    if (before) return before;
    throw gone;
  }
}
