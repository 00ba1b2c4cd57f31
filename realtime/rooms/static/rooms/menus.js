// The menu of a message holds what this reader may do. It is asked for when it opens, so it is never out of date; what
// the page came with is for those without scripts, and what is left of it for those without a connection.
import { part } from "./common.js";

export function askForMenus(room) {
  room.addEventListener("click", (event) => {
    const menu = event.target.closest(".message__menu > summary")?.parentElement;
    if (!menu || menu.open) return;
    event.preventDefault();
    openMenu(menu, room);
  });
  room.addEventListener("toggle", ({ target }) => target.matches(".message__menu") && !target.open && emptyMenu(target), true);
}

// Resolves to the menu, opened and filled, or `undefined` where its message has gone meanwhile.
export async function openMenu(menu, room) {
  const { id, dataset } = menu.closest(".message");
  const [line] = await room.lines.fetch([dataset.seq]);
  const here = menu.isConnected ? menu : document.getElementById(id)?.querySelector(".message__menu");
  if (!here) return undefined;
  if (line) part("choices", here).replaceChildren(...part("choices", line).childNodes);
  here.open = true;
  return here;
}

// A line that came with its page is like one that came by itself.
export function settle(line) {
  emptyMenu(line.querySelector(".message__menu"));
}

// What anybody can always do stays.
function emptyMenu(menu) {
  for (const choice of [...part("choices", menu).children]) {
    if (choice.dataset.act !== "link") choice.remove();
  }
}
