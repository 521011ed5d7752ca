// The service worker of the site; VERSION and FILES stand before this text. Pages come from the
// network where there is one, all else from what was kept; what is newly seen is kept, too.

const CACHE = `course-${VERSION}`;

async function keep(names) {
  const cache = await caches.open(CACHE);
  await Promise.all(
    names.map(async (name) => {
      if (await cache.match(name, { ignoreSearch: true })) return;
      const answer = await fetch(name, { cache: "no-cache" });
      if (answer.ok) await cache.put(name, answer);
    }),
  );
}

async function forgetOthers() {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("course-") && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
  await clients.claim();
}

// A picture may have been kept in its other size.
const otherSize = (address) =>
  address.endsWith("-half.webp")
    ? address.replace("-half.webp", ".webp")
    : address.replace(/\.webp$/, "-half.webp");

async function kept(address) {
  const cache = await caches.open(CACHE);
  const place = address.split(/[?#]/)[0].replace(/\/$/, "/index.html");
  return (
    (await cache.match(place, { ignoreSearch: true })) ??
    (await cache.match(otherSize(place), { ignoreSearch: true }))
  );
}

async function fetched(request) {
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(CACHE);
    const place = request.url.split(/[?#]/)[0].replace(/\/$/, "/index.html");
    await cache.put(place, answer.clone());
  }
  return answer;
}

async function answer(request) {
  const fresh = request.mode === "navigate";
  const own = await kept(request.url);
  if (own && !fresh) return own;
  try {
    return await fetched(request);
  } catch (error) {
    if (own) return own;
    throw error;
  }
}

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(keep(FILES.texts));
});
self.addEventListener("activate", (event) => event.waitUntil(forgetOthers()));
self.addEventListener("message", (event) => {
  if (event.data === "keep pictures") event.waitUntil(keep(FILES.pictures));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const own = request.url.startsWith(self.registration.scope);
  if (request.method === "GET" && own) event.respondWith(answer(request));
});
