// Files of a message, from an event: the server's own markup, filled in.
import { part, words } from "./common.js";

const NUMBER = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

export function showFiles(item, files) {
  const list = part("files", item);
  const [image, document] = [part("image", list), part("document", list)];
  list.replaceChildren(...files.map((file) => (file.width ? pictured(image, file) : named(document, file))));
  if (!files.length) list.remove();
}

function pictured(pattern, { name, address, width, height, alt }) {
  const item = pattern.cloneNode(true);
  item.querySelector("a").href = address;
  const image = item.querySelector("img");
  image.alt = alt || words("imageWithoutWords", { name });
  for (const [key, value] of Object.entries({ width, height, src: address })) image.setAttribute(key, value);
  return item;
}

function named(pattern, { name, address, size }) {
  const item = pattern.cloneNode(true);
  const link = item.querySelector("a");
  link.setAttribute("href", address);
  link.textContent = name;
  item.querySelector("span").textContent = big(size);
  return item;
}

function big(size) {
  if (size < 999_500) return `${Math.max(1, Math.floor((size + 500) / 1_000))} kB`;
  return `${NUMBER.format(Math.floor((size + 50_000) / 100_000) / 10)} MB`;
}
