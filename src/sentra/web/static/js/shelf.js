// Lets the browser keep the last public pages for a time without network. Each page works without it.
// Mark in HTML: <meta name="worker" content="address of the worker">.

const address = document.querySelector("meta[name=worker]")?.content;

const keep = async () => {
  const before = navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(address);
  const { active } = await navigator.serviceWorker.ready;
  if (before) return;
  const loaded = performance.getEntriesByType("resource").map((one) => one.name);
  const parts = loaded.filter((one) => [`${location.origin}/static/`, `${location.origin}/media/`].some((ours) => one.startsWith(ours)));
  navigator.serviceWorker.addEventListener("message", () => (document.documentElement.dataset.shelf = "yes"), { once: true });
  active.postMessage({ url: location.href.split("#")[0], parts: [...new Set(parts)] });
};

if (address && navigator.serviceWorker && !("kept" in document.documentElement.dataset))
  addEventListener("load", () => keep().catch(() => {})); // a browser that refuses keeps nothing
