// Answering, reacting, pinning without leaving the page; and moving through the messages by keyboard.
import { post, words } from "./common.js";
import { openMenu } from "./menus.js";

// What the buttons of the form "zeichen" do is sent in the background; its effect arrives as an event.
export function actInPlace(room) {
  document.getElementById("zeichen").addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = event.submitter;
    const menu = button.closest("details[open]");
    if (menu) menu.open = false;
    menu?.querySelector("summary").focus();
    const fields = button.name ? { [button.name]: button.value } : {};
    const { status, data } = await post(button.formAction, fields).catch(() => ({ status: 0, data: {} }));
    if (status === 200) room.cursor.seen(data.rev);
    else room.complain(data.detail ?? words("notDone"));
  });
  // The conversation grows upwards: what unfolds stays in sight.
  const unfolded = ({ target }) => target.open && target.closest(".message")?.scrollIntoView({ block: "nearest" });
  room.addEventListener("toggle", unfolded, true);
  room.addEventListener("click", (event) => {
    const link = event.target.closest('[data-act="reply"]');
    if (!link || !room.composer || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    link.closest("details")?.removeAttribute("open");
    room.composer.answer(link.closest(".message"));
  });
}

// Alt with an arrow leads from the text box into the messages; there the arrows go on, "a" answers, Escape leads back.
export function moveByKeys(room) {
  room.addEventListener("keydown", (event) => {
    const item = event.target.closest(".message");
    const here = item && event.target === item;
    if (event.key === "Escape" && item && !item.querySelector("details[open]")) return room.composer?.text.focus();
    if (here && event.key === "a") return act(event, item.querySelector('[data-act="reply"]'));
    if (here && event.key === "Enter") return unfold(event, item, room);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !(here || event.altKey)) return;
    event.preventDefault();
    const items = room.timeline.items();
    const next = items[item ? items.indexOf(item) + step : items.length - 1];
    (next ?? (step > 0 ? room.composer?.text : item))?.focus();
    next?.scrollIntoView({ block: "nearest" });
  });
}

function act(event, control) {
  if (!control) return;
  event.preventDefault();
  control.click();
}

async function unfold(event, item, room) {
  event.preventDefault();
  const menu = await openMenu(item.querySelector(".message__menu"), room);
  menu?.querySelector("button, a").focus();
}
