// The rows of the collection sheet as the page shows them: their fields, what stands in them, how they look.

export const form = document.querySelector("form[data-sheet]");
export const words = document.querySelector("[data-sheet-words]");
export const total = document.querySelector("[data-sheet-total]");
export const sheet = form.dataset.sheet;
const COLUMNS = ["dues", "voluntary", "loan"];

export const rows = [...form.querySelectorAll("li[data-member]")].filter((row) => row.querySelector("[name=take]"));
export const rowOf = (one) => (one.body.sheet === sheet ? rows.find((row) => row.dataset.member === one.body.member) : null);
export const inputs = (row) => [...row.querySelectorAll("input[inputmode]")];
export const column = (input) => input.name.split("-")[0];
export const whole = (text) => Number(text.replace(/[^0-9]/g, "") || 0);
export const plain = (input) => /^\s*(Rp\s*)?[0-9]*([. ]?[0-9]{3})*\s*$/i.test(input.value);
export const sum = (body) => COLUMNS.reduce((all, name) => all + (body[name] ?? 0), 0);

export const show = (row, state, text = "") => {
  row.className = state ? `dues-${state}` : "";
  row.querySelector(".dues-said").textContent = text;
  const fast = state === "done" || state === "waits";
  for (const field of row.querySelectorAll("input")) field.disabled = fast;
  row.querySelector("[name=take]").checked = fast;
};
