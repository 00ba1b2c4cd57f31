// What is in the outbox, below the conversation: what is being sent, what waits, and what was refused with a way out.
import { part, words } from "./common.js";
import { clock } from "./countdown.js";

export class Pending {
  // `ways` says what the buttons at a refused message do: { again(entry), all(entry), back(entry), drop(entry) }.
  constructor(room, ways) {
    this.room = room;
    this.list = part("outbox", room);
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-way]");
      if (button) ways[button.dataset.way](this.shown.get(button.closest("li").dataset.key));
    });
    this.shown = new Map();
  }

  show(entries) {
    this.shown = new Map(entries.map((entry) => [entry.key, entry]));
    this.list.hidden = !entries.length;
    for (const item of [...this.list.children]) {
      if (!this.shown.has(item.dataset.key)) item.remove();
    }
    for (const entry of entries) this.fill(this.item(entry.key), entry);
    clearTimeout(this.timer);
    if (entries.some((entry) => secondsLeft(entry) > 0)) this.timer = setTimeout(() => this.show(entries), 1000);
  }

  item(key) {
    const found = [...this.list.children].find((item) => item.dataset.key === key);
    if (found) return found;
    const item = part("pending", this.room).content.firstElementChild.cloneNode(true);
    item.dataset.key = key;
    this.list.append(item);
    return item;
  }

  progress(key, share) {
    const item = [...this.list.children].find((one) => one.dataset.key === key);
    if (item) part("state", item).textContent = words("sendingFiles", { percent: Math.floor(100 * share) });
  }

  fill(item, entry) {
    const { text, files = [], state, reason } = entry;
    part("text", item).textContent = text;
    part("names", item).textContent = files.map(({ name }) => name).join(", ");
    item.dataset.state = state;
    const said = secondsLeft(entry) > 0 ? words("sentIn", { time: clock(secondsLeft(entry)) }) : words(state) + (state !== "sending" && reason ? `: ${reason}` : "");
    if (part("state", item).textContent !== said) part("state", item).textContent = said;
    part("ways", item).hidden = !["failed", "asks"].includes(state);
    item.querySelector('[data-way="all"]').hidden = state !== "asks";
    item.querySelector('[data-way="again"]').hidden = state === "asks";
  }
}

// Until the house takes it, where it has said when.
function secondsLeft({ state, until }) {
  return state === "waiting" && until ? Math.ceil((until - Date.now()) / 1000) : 0;
}
