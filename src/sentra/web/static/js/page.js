// Small comforts of every page; each page works without them.
// Marks in HTML: data-focus, data-copy, data-read-aloud, data-print, details.menu.

const wake = (root) => {
  root.querySelectorAll("[data-print]").forEach((button) => (button.hidden = false));
  if (navigator.clipboard) root.querySelectorAll("[data-copy]").forEach((button) => (button.hidden = false));
  if (voice()) root.querySelectorAll("[data-read-aloud]").forEach((button) => (button.hidden = false));
  root.querySelector("[data-focus]")?.focus();
};

// A voice of the page's language, or nothing: an English voice reading Indonesian helps nobody.
const voice = () => {
  if (!("speechSynthesis" in window)) return null;
  const language = document.documentElement.lang;
  const spoken = language === "id" ? /^(id|in)\b/ : /^en\b/; // older Androids call Indonesian "in"
  return speechSynthesis.getVoices().find((one) => spoken.test(one.lang.replace("_", "-"))) ?? null;
};

const copy = async (button) => {
  await navigator.clipboard.writeText(button.closest(".copy").querySelector(".copy-text").textContent);
  const word = button.querySelector("span");
  const before = word.textContent;
  word.textContent = button.dataset.copied;
  setTimeout(() => (word.textContent = before), 2000);
};

const readAloud = (button) => {
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(button.dataset.readAloud);
  words.lang = document.documentElement.lang;
  words.voice = voice();
  words.rate = 0.9;
  speechSynthesis.speak(words);
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy], [data-read-aloud], [data-print]");
  if (button?.matches("[data-copy]")) copy(button);
  if (button?.matches("[data-read-aloud]")) readAloud(button);
  if (button?.matches("[data-print]")) window.print();
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});

// Voices arrive late on Android; pieces arrive late through htmx.
if ("speechSynthesis" in window) speechSynthesis.addEventListener?.("voiceschanged", () => wake(document));
document.addEventListener("htmx:load", (event) => wake(event.detail.elt));
wake(document);
