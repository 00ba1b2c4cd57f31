// Small things the rooms' modules share.
import { csrfToken, say } from "../js/requests.js";

export { say };

const spoken = JSON.parse(document.querySelector("[data-words]")?.dataset.words ?? "{}");

// A sentence of this page in the member's language, with its {places} filled in.
export function words(name, places = {}) {
  return (spoken[name] ?? "").replace(/\{(\w+)\}/g, (_, place) => places[place] ?? "");
}

// What the page marks with data-part, for its scripts to find.
export function part(name, root = document) {
  return root.querySelector(`[data-part="${name}"]`);
}

// An element from the server's HTML.
export function drawn(html) {
  const holder = document.createElement("template");
  holder.innerHTML = html;
  return holder.content.firstElementChild;
}

export function shorten(text, length) {
  const plain = text.trim().replace(/\s+/g, " ");
  return plain.length > length ? `${plain.slice(0, length - 1).trimEnd()}…` : plain;
}

// Sends a form's fields; a list is a field several times. Resolves to { status, data } for every answer of the server, rejects without one.
export async function post(url, fields = {}) {
  const reply = await fetch(url, {
    method: "POST",
    body: new URLSearchParams(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))),
    headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
  });
  const data = await reply.json().catch(() => ({}));
  return { status: reply.status, data };
}

export function key() {
  if (crypto.randomUUID) return crypto.randomUUID();
  // Pages without a secure context have no randomUUID.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

// The browser's storage, or a forgetful stand-in where there is none.
export const memory = (() => {
  try {
    localStorage.setItem("rooms:probe", "1");
    localStorage.removeItem("rooms:probe");
    return localStorage;
  } catch {
    const kept = new Map();
    return {
      getItem: (name) => kept.get(name) ?? null,
      setItem: (name, value) => kept.set(name, value),
      removeItem: (name) => kept.delete(name),
    };
  }
})();
