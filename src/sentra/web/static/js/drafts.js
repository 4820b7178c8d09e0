// Keeps what was typed into a long form on this device until it is sent.
// Mark in HTML: <form data-draft="enquiry">. Secrets and files are never kept; drafts older than a week are dropped.

const WEEK = 7 * 24 * 60 * 60 * 1000;
const SECRET = "[type=password], [type=file], [type=hidden], [autocomplete=one-time-code], [data-secret]";
const PREFIX = "draft:";
const SENDING = "draft-sending";

const key = (form) => PREFIX + (document.body.dataset.person ?? "") + ":" + form.dataset.draft;
const parts = (form) => [...form.elements].filter((part) => part.name && !part.matches(SECRET) && part.type !== "submit");
const isTick = (part) => part.type === "checkbox" || part.type === "radio";

const store = (name, value) => {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // A full or forbidden store is no reason to stop anybody from writing.
  }
};

const kept = (name) => {
  try {
    const draft = JSON.parse(localStorage.getItem(name));
    return draft && Date.now() - draft.at < WEEK ? draft.values : null;
  } catch {
    return null;
  }
};

const keep = (form) => {
  const values = parts(form).map((part) => [part.name, isTick(part) ? [part.value, part.checked] : part.value]);
  store(key(form), { at: Date.now(), values });
};

const restore = (form) => {
  // What the server sent back (with its errors) is newer than the draft.
  if (form.querySelector(".errors, [aria-invalid=true]")) return;
  const left = [...(kept(key(form)) ?? [])];
  let changed = false;
  for (const part of parts(form)) {
    const at = left.findIndex(([name, value]) => name === part.name && (!isTick(part) || value[0] === part.value));
    if (at < 0) continue;
    const [[, value]] = left.splice(at, 1);
    const now = isTick(part) ? value[1] : value;
    const field = isTick(part) ? "checked" : "value";
    changed ||= part[field] !== now;
    part[field] = now;
  }
  if (changed) tell(form);
};

// Says that something was put back, and lets her begin with an empty form instead.
const tell = (form) => {
  const note = document.querySelector("template[data-draft-note]")?.content.cloneNode(true);
  if (!note) return;
  note.querySelector("[data-draft-clear]").addEventListener("click", ({ target }) => {
    forget(form.dataset.draft);
    form.reset();
    target.closest(".notice").remove();
    parts(form)[0]?.focus();
  });
  form.before(note);
};

const forget = (name) => store(PREFIX + (document.body.dataset.person ?? "") + ":" + name, null);
const form = (name) => document.querySelector(`form[data-draft="${CSS.escape(name)}"]`);

// Sent is: the browser left with the form and arrived where the form no longer stands (or the page says data-draft-sent).
// A page that never arrived (no signal) keeps the draft.
const settle = () => {
  const name = sessionStorage.getItem(SENDING);
  sessionStorage.removeItem(SENDING);
  if (name && !form(name)) forget(name);
  document.querySelectorAll("[data-draft-sent]").forEach((mark) => forget(mark.dataset.draftSent));
};

document.addEventListener("input", ({ target }) => target.form?.dataset.draft && keep(target.form));
document.addEventListener("submit", ({ target }) => {
  if (target.dataset.draft) sessionStorage.setItem(SENDING, target.dataset.draft);
});
window.addEventListener("pageshow", (event) => event.persisted && settle());
document.addEventListener("htmx:load", settle);
settle();
document.querySelectorAll("form[data-draft]").forEach(restore);
