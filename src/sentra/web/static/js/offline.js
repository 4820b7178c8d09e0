// A report that has no network waits on this phone and goes when there is one; its envelope's uid counts once.
// Marks in HTML: <form data-envelope="progress" data-after="/…/">, and one place [data-envelopes] for the words.
// A shared phone: an envelope is only sent while its own person is signed in.

import { kept, uuid7 } from "./envelopes.js";

const place = document.querySelector("[data-envelopes]");
const person = document.body.dataset.person;
const AGAIN = 30 * 1000;

const waiting = async () => {
  const all = await kept("readonly", (shelf) => shelf.getAll());
  return all.filter((one) => one.person === person).sort((a, b) => a.seq - b.seq);
};

const inBase64 = (file) =>
  new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.split(",")[1]);
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });

const letter = async (form) => {
  const photo = form.elements.picture?.files[0];
  const body = { assignment: form.dataset.assignment, pieces: form.elements.pieces.value };
  if (photo) body.picture = await inBase64(photo);
  const device = (localStorage.device ??= uuid7());
  const claimed_at = new Date().toISOString();
  return { person, uid: uuid7(), device, seq: Date.now(), claimed_at, kind: form.dataset.envelope, version: 1, body };
};

const tell = (words, tone) => {
  place.className = `notice tone-${tone}`;
  place.querySelector("p").textContent = words;
  place.hidden = false;
};

// "sent", "waits" (no network, server down, signed out), or the sentence of a refusal.
const sent = async (one) => {
  const token = document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? document.cookie.match(/csrftoken=([^;]+)/)?.[1];
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token ?? "" };
  const answer = await fetch(place.dataset.url, { method: "POST", headers, body: JSON.stringify(one) }).catch(() => null);
  if (answer?.ok && !answer.redirected) return "sent";
  if (![400, 413, 422].includes(answer?.status)) return "waits";
  return (await answer.json().catch(() => ({}))).error ?? place.dataset.refused;
};

const emptied = async () => {
  const came = new Map();
  for (const one of await waiting()) {
    const outcome = await sent(one);
    came.set(one.uid, outcome);
    if (outcome === "waits") break;
    await kept("readwrite", (shelf) => shelf.delete(one.uid));
  }
  return came;
};

let busy = Promise.resolve(new Map());
const send = () => (busy = busy.then(emptied, emptied));

const say = async (came) => {
  const said = [...came.values()];
  const refusal = said.find((outcome) => outcome !== "sent" && outcome !== "waits");
  if (refusal) tell(refusal, "late");
  else if ((await waiting()).length) tell(place.dataset.kept, "wait");
  else if (said.includes("sent")) tell(place.dataset.sent, "done");
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.envelope || event.defaultPrevented) return;
  event.preventDefault();
  const button = form.querySelector("button:not([type=button])");
  button.disabled = true;
  try {
    const one = await letter(form);
    await kept("readwrite", (shelf) => shelf.put(one));
    const came = await send();
    const outcome = came.get(one.uid) ?? "waits";
    if (outcome === "sent") return location.assign(form.dataset.after);
    if (outcome === "waits") {
      form.reset();
      form.querySelector("[data-photo-preview]")?.setAttribute("hidden", "");
    }
    await say(came);
  } catch {
    form.submit(); // no room on this phone: the plain way
  }
  button.disabled = false;
});

const tryAgain = () => waiting().then((all) => all.length && send().then(say)).catch(() => null);
if (place && person) {
  window.addEventListener("online", tryAgain);
  setInterval(tryAgain, AGAIN);
  tryAgain();
}
