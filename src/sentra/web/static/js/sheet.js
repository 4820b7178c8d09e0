// The collection sheet, quick: Enter or a tick takes a row, arrows walk, and a row without a network waits here.
// Marks in HTML: form[data-sheet][data-url], li[data-member], [data-sheet-total], [data-sheet-words], [data-sheet-close].
// Each row is one envelope whose uid counts once; without this script the same form saves the ticked rows.

import { kept, uuid7 } from "./envelopes.js";
import { column, form, inputs, plain, rowOf, rows, sheet, show, sum, total, whole, words } from "./sheet_rows.js";

const person = `staff ${document.body.dataset.person}`;
const AGAIN = 20 * 1000;
const mine = async () => (await kept("readonly", (shelf) => shelf.getAll())).filter((one) => one.person === person);
const waiting = async () => (await mine()).filter((one) => !one.refused).sort((a, b) => a.seq - b.seq);

const count = async () => {
  const left = await waiting();
  const here = rows.filter((row) => row.dataset.paid).reduce((all, row) => all + Number(row.dataset.paid), 0);
  total.textContent = `Rp${String(Number(total.dataset.sheetTotal) + here).replace(/\B(?=(\d{3})+$)/g, ".")}`;
  words.className = "notice tone-wait";
  words.querySelector("p").textContent = words.dataset.kept;
  words.hidden = left.length === 0;
};

const settle = async (one, answer) => {
  const row = rowOf(one);
  if (answer?.ok && !answer.redirected) {
    await kept("readwrite", (shelf) => shelf.delete(one.uid));
    if (row) show(row, "done", "✓");
    return true;
  }
  if (![400, 413, 422].includes(answer?.status)) return false;
  const refused = (await answer.json().catch(() => ({}))).error ?? form.dataset.refused;
  await kept("readwrite", (shelf) => shelf.put({ ...one, refused })); // stays until the row is taken anew
  if (row) {
    delete row.dataset.paid;
    show(row, "late", refused);
  }
  return true;
};

const emptied = async () => {
  const headers = { "Content-Type": "application/json", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  for (const one of await waiting()) {
    const answer = await fetch(form.dataset.url, { method: "POST", headers, body: JSON.stringify(one) }).catch(() => null);
    if (!(await settle(one, answer))) break;
  }
  await count();
};
let busy = Promise.resolve();
const send = () => (busy = busy.then(emptied, emptied));

const take = async (row) => {
  if (row.dataset.paid) return;
  const body = { sheet, member: row.dataset.member };
  for (const input of inputs(row)) body[column(input)] = whole(input.value);
  if (!inputs(row).every(plain) || sum(body) === 0) return show(row, "late", form.dataset.refused);
  for (const old of await mine()) if (old.refused && rowOf(old) === row) await kept("readwrite", (shelf) => shelf.delete(old.uid));
  const device = (localStorage.device ??= uuid7());
  const one = { person, uid: uuid7(), device, seq: Date.now(), claimed_at: new Date().toISOString(), kind: "dues", version: 1, body };
  row.dataset.paid = sum(body);
  show(row, "waits", "…");
  await kept("readwrite", (shelf) => shelf.put(one)).catch(() => (delete row.dataset.paid, show(row, "late", form.dataset.refused)));
  send();
};

const step = (input, by) => {
  const open = rows.filter((row) => !row.dataset.paid || row.contains(input));
  const next = open[open.findIndex((row) => row.contains(input)) + by];
  if (next) (inputs(next).find((field) => column(field) === column(input)) ?? inputs(next)[0]).select();
};

form.addEventListener("keydown", (event) => {
  const row = event.target.closest("li[data-member]");
  const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!row || !by || !event.target.matches("input[inputmode]")) return;
  event.preventDefault();
  step(event.target, by);
  if (event.key === "Enter") take(row);
});
form.addEventListener("change", (event) => event.target.name === "take" && event.target.checked && take(event.target.closest("li")));
document.querySelector("[data-sheet-close]").addEventListener("submit", (event) => {
  if (words.hidden) return;
  event.preventDefault();
  words.querySelector("p").textContent = words.dataset.waits;
  words.scrollIntoView();
});

form.querySelector("button").hidden = true; // rows save themselves
const wake = async () => {
  for (const one of await mine()) {
    const row = rowOf(one);
    if (!row) continue;
    for (const input of inputs(row)) input.value = one.body[column(input)] || "";
    if (!one.refused) row.dataset.paid = sum(one.body);
    show(row, one.refused ? "late" : "waits", one.refused ?? "…");
  }
  rows[0]?.querySelector("input[inputmode]").select();
  send();
};
wake();
window.addEventListener("online", send);
setInterval(() => !words.hidden && send(), AGAIN);
