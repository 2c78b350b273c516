// Keeps one page and its files; shows that page where a page of the check-in cannot be had. It keeps nothing else.
const CACHE = "myosotis-{{ version|escapejs }}";
const PAGE = "{{ page|escapejs }}";
const KEPT = {{ kept|safe }};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(KEPT)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.mode === "navigate" && (pathname.startsWith("/c/") || pathname.startsWith("/checkin/"))) {
    event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  } else if (KEPT.includes(pathname) && pathname !== PAGE) {
    event.respondWith(fetch(request).catch(() => caches.match(pathname)));
  }
});
