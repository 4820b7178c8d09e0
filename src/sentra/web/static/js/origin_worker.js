// Without network, a scanned label opens the page that checks labels. With network nothing is changed.

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = async (request) => {
  const shelf = await caches.open("asal");
  const found = await shelf.match(request.mode === "navigate" ? "/asal/periksa/" : request);
  return found ?? Response.error();
};

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(fetch(event.request).catch(() => kept(event.request)));
});
