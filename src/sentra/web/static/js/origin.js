// The page that checks labels, with and without network. What it has seen stays on this device.
// Marks in HTML: [data-origin-form], [data-origin-answer], template[data-finding], [data-slot], #origin-list.

import { codeOf, judged } from "./origin_code.js";

const SEEN = "origin-seen";
const form = document.querySelector("[data-origin-form]");
const place = document.querySelector("[data-origin-answer]");
const list = JSON.parse(document.querySelector("#origin-list").textContent);
const shown = (iso) => new Date(`${iso}T00:00:00`).toLocaleDateString(document.documentElement.lang, { dateStyle: "long" });

const filled = (finding, words) => {
  const copy = document.querySelector(`template[data-finding="${finding}"]`).content.cloneNode(true);
  for (const slot of copy.querySelectorAll("[data-slot]")) {
    slot.textContent = words[slot.dataset.slot] ?? "";
    if (!slot.textContent) slot.closest("dl > div")?.remove();
  }
  return copy;
};

const stage = ({ name, first, last }) => `${name} (${first === last ? shown(last) : `${shown(first)} – ${shown(last)}`})`;

const told = (verdict) => {
  const { facts, since, why, seen, name } = verdict;
  const parts = [filled(verdict.finding, { since: since && shown(since), why: list.whys[why], seen: seen && shown(seen) })];
  if (facts) {
    const serial = facts.kind === "piece" ? facts.serial : "";
    const words = { ...facts, name, serial, way: list.ways[facts.way], issued: shown(facts.issued) };
    parts.push(filled("facts", { ...words, stages: facts.stages.map(stage).join(", ") }));
  }
  place.replaceChildren(...parts);
  place.dataset.finding = verdict.finding;
};

const check = async (text) => {
  const seen = JSON.parse(localStorage.getItem(SEEN) ?? "{}");
  const verdict = await judged(text, list, seen);
  if (verdict.finding === "genuine" && verdict.facts.kind === "piece") {
    seen[codeOf(text)] = new Date().toISOString().slice(0, 10);
    localStorage.setItem(SEEN, JSON.stringify(seen));
  }
  told(verdict);
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  check(form.elements.kode.value);
});

// Without network the worker answers every label's address with this page: the code stands in the address.
const scanned = codeOf(location.pathname);
if (scanned.includes(".")) {
  form.elements.kode.value = scanned;
  check(scanned);
}

const keep = async () => {
  await navigator.serviceWorker.register(form.dataset.worker);
  const parts = performance.getEntriesByType("resource").map((one) => one.name);
  const own = parts.filter((one) => one.startsWith(`${location.origin}/static/`));
  const shelf = await caches.open("asal");
  await shelf.addAll([...new Set([...own, "/asal/periksa/"])]);
  document.documentElement.dataset.kept = "yes";
};
if (navigator.serviceWorker && navigator.onLine) keep();
