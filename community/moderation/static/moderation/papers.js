// Pages of the office without their frame, for the desk.
export async function ask(address, options) {
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, ...options });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return { ok: answer.ok, redirected: answer.redirected, url: answer.url, document: page };
  } catch {
    return { ok: false };
  }
}

// The page without its frame: its heading becomes one of ours, its side column follows. Turning pages is for the panels.
export function contents(page, address) {
  const main = page.querySelector("main");
  for (const part of page.querySelectorAll(".breadcrumbs, .turning, [data-keys-offer], [data-keys-list]")) part.remove();
  for (const link of page.querySelectorAll('a[href^="?"]')) {
    link.href = new URL(link.getAttribute("href"), new URL(address, location)).href;
    link.dataset.open = "";
  }
  for (const level of [3, 2, 1]) {
    for (const heading of main.querySelectorAll(`h${level}`)) {
      const lower = document.createElement(`h${level + 1}`);
      lower.append(...heading.childNodes);
      for (const { name, value } of heading.attributes) lower.setAttribute(name, value);
      if (level === 1) lower.tabIndex = -1;
      heading.replaceWith(lower);
    }
  }
  return [...main.childNodes, ...(page.querySelector(".side")?.childNodes ?? [])];
}

export const same = (one, other) => new URL(one, location).pathname === new URL(other, location).pathname;
export const addressOf = (one) => one.href ?? `${one.form?.getAttribute("action")} ${one.value}`;
