// What is new, on the browser's tab: a number before the title, a mark on the sign.
//
// Several parts of a page count, each under its own name; the same thing may be news to two of them, so the highest
// number stands there, not the sum.
const counts = new Map();
const title = document.title;
const sign = document.querySelector('link[rel="icon"][data-new]');
const usual = sign?.getAttribute("href");

export function count(name, n) {
  counts.set(name, n);
  const most = Math.max(...counts.values());
  document.title = most ? `(${most}) ${title}` : title;
  if (!sign) return;
  const href = most ? sign.dataset.new : usual;
  if (sign.getAttribute("href") !== href) sign.setAttribute("href", href);
  // Of several signs a browser takes the one it likes best.
  for (const other of document.querySelectorAll('link[sizes][type="image/png"]')) other.rel = most ? "alternate" : "icon";
}
