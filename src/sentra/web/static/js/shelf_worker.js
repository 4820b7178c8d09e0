// Public pages without network: the last ones opened, with their styles and small pictures.
// Only pages the server marks (Sentra-Keep) are kept; forms, tracking pages and staff's pages never are.

const PAGES = "etalase-halaman-1";
const PARTS = "etalase-bagian-1";
const PICTURES = "etalase-gambar-1";
const MOST = { [PAGES]: 30, [PARTS]: 40, [PICTURES]: 60 };
const SMALL = 80_000; // bytes of a picture
const OLD = 30 * 24 * 3600 * 1000; // milliseconds: nobody stays named on a device much longer than she wants
const PATIENCE = 8000; // milliseconds without an answer before a kept page is shown
const NOWHERE = "/luring/";
const AT = "Sentra-Kept-At";

const put = async (shelf, url, answer) => {
  const kept = await caches.open(shelf);
  await kept.delete(url, { ignoreVary: true });
  await kept.put(url, answer);
  const urls = await kept.keys();
  await Promise.all(urls.slice(0, Math.max(0, urls.length - MOST[shelf])).map((one) => kept.delete(one, { ignoreVary: true })));
};

const dated = async (answer) => {
  const headers = new Headers(answer.headers);
  headers.set(AT, new Date().toISOString());
  return new Response(await answer.blob(), { status: answer.status, headers });
};

// A page that is gone, or that names somebody no more, goes from here too.
const keepPage = async (url, answer) => {
  if (answer.headers.has("Sentra-Keep") && answer.ok && !answer.redirected) return put(PAGES, url, await dated(answer));
  if ([404, 410].includes(answer.status)) return (await caches.open(PAGES)).delete(url, { ignoreVary: true });
};

const keepPart = async (url, answer) => {
  if (!answer.ok || answer.type !== "basic") return;
  const picture = new URL(url).pathname.startsWith("/media/");
  const body = await answer.blob();
  if (picture && body.size > SMALL) return;
  await put(picture ? PICTURES : PARTS, url, new Response(body, { headers: answer.headers }));
};

const keptPage = async (url) => {
  const found = await (await caches.open(PAGES)).match(url, { ignoreVary: true });
  return found && Date.now() - Date.parse(found.headers.get(AT)) < OLD ? found : null;
};

const language = (html) => html.match(/<html lang="([a-z-]+)"/)?.[1] ?? "id";

const aged = async (kept) => {
  const html = await kept.text();
  const when = new Date(kept.headers.get(AT)).toLocaleString(language(html), { dateStyle: "long", timeStyle: "short" });
  const told = html.replace("<html ", "<html data-kept ").replace("<time data-kept-at></time>", `<time>${when}</time>`);
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
