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
