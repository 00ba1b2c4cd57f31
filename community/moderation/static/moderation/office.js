/** Keys for the office. What carries `data-key` shows its key and acts on it; nothing depends on it. */

const typing = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
const lines = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.querySelector("a, button"));
const handle = (row) => row.querySelector("a, button");
const here = () => document.activeElement?.closest?.("[data-row]") ?? document.querySelector("[data-row][data-opened]");
const scope = () => document.querySelector("[data-sheet]:not([hidden])") ?? document;

function turn(step, key) {
  const all = lines();
  const link = scope().querySelector(`[data-key="${key}"]`);
  if (link || !all.length) return follow(key);
  const at = all.indexOf(here());
  const next = all[Math.max(0, Math.min(all.length - 1, at + step))];
  handle(next).focus();
  next.scrollIntoView({ block: "nearest" });
  return true;
}

// A button is pressed, a link followed, a choice made: then the words are asked for.
function follow(key) {
  const mine = document.activeElement?.closest?.("[data-row]")?.querySelector(`[data-row-key="${key}"]`);
  const found = mine ?? scope().querySelector(`[data-key="${key}"]`);
  if (!found) return false;
  found.click();
  if (found.type === "radio") choose(found);
  return true;
}

function choose(radio) {
  const [name, value] = (radio.dataset.sets ?? "").split("=");
  if (name && radio.form.elements[name]) radio.form.elements[name].value = value;
  (radio.form.elements.reasons ?? radio).focus();
}

function decide() {
  const first = scope().querySelector(".composer-office input[type=radio]");
  first?.focus();
  return Boolean(first);
}

function list() {
  const found = document.querySelector("[data-keys-list]");
  found?.showModal();
  return Boolean(found);
}

const keys = {
  j: () => turn(1, "j"),
  k: () => turn(-1, "k"),
  o: () => Boolean(document.activeElement?.closest?.("[data-row]")) && !document.activeElement.click(),
  e: decide,
  "?": list,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
  if (document.querySelector("dialog[open]")) return;
  if (event.target instanceof Element && event.target.closest(typing)) return;
  const known = keys[event.key] ?? (/^[a-z0-9]$/.test(event.key) && (() => follow(event.key)));
  if (known && known()) event.preventDefault();
});

/** Writes the keys beside what they do; desk.js asks for it again for what it brings in. */
export function showKeys(root = document) {
  for (const target of root.querySelectorAll("[data-key], [data-row-key]")) {
    const key = target.dataset.key ?? target.dataset.rowKey;
    target.setAttribute("aria-keyshortcuts", key);
    const place = target.matches("input") ? target.closest("div")?.querySelector("label") : target;
    if (!place || place.querySelector("kbd")) continue;
    const sign = document.createElement("kbd");
    sign.className = "key";
    sign.ariaHidden = "true";
    sign.textContent = key;
    place.append(sign);
  }
}

showKeys();
for (const offer of document.querySelectorAll("[data-keys-offer]")) {
  offer.hidden = false;
  offer.addEventListener("click", (event) => event.target.closest("[data-keys]") && list());
}
