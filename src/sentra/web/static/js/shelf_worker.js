// The worker itself: what is answered from the shelf, and when. It is sent behind shelf_keeping.js, as one script.

const language = (html) => html.match(/<html lang="([a-z-]+)"/)?.[1] ?? "id";

const aged = async (kept) => {
  const html = await kept.text();
  const when = new Date(kept.headers.get(AT)).toLocaleString(language(html), { dateStyle: "long", timeStyle: "short" });
  const told = html.replace("<html ", "<html data-kept ").replace("<b data-kept-at></b>", `<b data-kept-at>${when}</b>`);
  return new Response(told, { headers: kept.headers });
};

const nowhere = async () => {
  const shelf = await caches.open(PAGES);
  const listed = [];
  for (const one of (await shelf.keys()).reverse()) {
    const kept = new URL(one.url).pathname === NOWHERE ? null : await keptPage(one.url);
    const title = kept && (await kept.text()).match(/<title>([^<]*)<\/title>/)?.[1];
    if (title) listed.push(`<li><a href="${one.url.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}">${title}</a></li>`);
  }
  const page = await (await caches.open(PARTS)).match(NOWHERE, { ignoreVary: true });
  if (!page) return Response.error();
  const html = (await page.text()).replace("<li data-kept-list></li>", listed.join(""));
  return new Response(html, { status: 503, headers: page.headers });
};

const inTime = (answer) =>
  Promise.race([answer, new Promise((_, late) => setTimeout(() => late(new Error("late")), PATIENCE))]);

const page = async (event) => {
  const url = event.request.url.split("#")[0];
  const kept = await keptPage(url);
  const asked = fetch(event.request);
  event.waitUntil(asked.then((answer) => keepPage(url, answer.clone())).catch(() => {}));
  try {
    const answer = await (kept ? inTime(asked) : asked);
    return answer.clone();
  } catch {
    return kept ? aged(kept) : nowhere();
  }
};

const part = async (event) => {
  const { url } = event.request;
  const named = /\.[0-9a-f]{12}\.|^\/media\//.test(new URL(url).pathname); // its name changes with its content
  const kept = await caches.match(url, { ignoreVary: true });
  if (kept && named) return kept;
  try {
    const answer = await fetch(event.request);
    event.waitUntil(keepPart(url, answer.clone()).catch(() => {}));
    return answer;
  } catch {
    return kept ?? Response.error();
  }
};

self.addEventListener("install", (event) => {
  const ready = async () => {
    const answer = await fetch(NOWHERE, { credentials: "omit", cache: "reload" }); // a page that knows nobody
    const styles = [...(await answer.clone().text()).matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((one) => one[1]);
    await put(PARTS, NOWHERE, answer);
    await Promise.all(styles.map(async (one) => keepPart(new URL(one, self.location).href, await fetch(one))));
    await self.skipWaiting();
  };
  event.waitUntil(ready());
});

self.addEventListener("activate", (event) => {
  const ready = async () => {
    const names = (await caches.keys()).filter((one) => one.startsWith("etalase-") && !(one in MOST));
    await Promise.all(names.map((one) => caches.delete(one)));
    await self.clients.claim();
  };
  event.waitUntil(ready());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (pathname.startsWith("/static/") || pathname.startsWith("/media/")) event.respondWith(part(event));
});

// The first page was opened before the worker was there: it asks to be kept, with what it is made of.
self.addEventListener("message", (event) => {
  const keep = async () => {
    const { url, parts } = event.data;
    if (new URL(url).origin !== self.location.origin) return;
    await keepPage(url, await fetch(url));
    for (const one of parts) await keepPart(one, await fetch(one)).catch(() => {});
    event.source?.postMessage("kept");
  };
  event.waitUntil(keep());
});
