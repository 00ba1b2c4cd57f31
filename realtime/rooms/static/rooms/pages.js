// Turning to older and newer messages; of what was turned to, a few hundred stay on the page.
import { part } from "./common.js";
import { settle } from "./menus.js";
import { arrange } from "./placing.js";

const MOST = 300;

export class Pages {
  constructor(room, timeline) {
    this.room = room;
    this.timeline = timeline;
    this.list = part("messages", room);
    for (const way of ["older", "newer"]) this.follow(way);
  }

  follow(way) {
    part(way, this.room).addEventListener("click", (event) => this.turn(event, way));
  }

  // Older or newer messages, from the page that the link leads to.
  async turn(event, way) {
    const link = event.target.closest("a");
    if (!link?.search || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const reply = await fetch(link.href, { headers: { "X-Fragment": "1" } }).catch(() => null);
    if (!reply?.ok) return location.assign(link.href);
    const page = new DOMParser().parseFromString(await reply.text(), "text/html");
    const found = [...part("messages", page).children].map((item) => document.adoptNode(item));
    found.filter((item) => item.matches(".message")).forEach(settle);
    this.timeline.keepingPlace(() => {
      if (way === "older") this.list.prepend(...found);
      else this.list.append(...found);
      part(way, this.room).replaceWith(document.adoptNode(part(way, page)));
      this.follow(way);
      if (way === "newer") this.reach(page.querySelector("chat-room").dataset);
      this.room.cards.follow();
      arrange(this.list);
      this.trim(way === "older" ? "newer" : "older");
    });
  }

  // The end is here again; what came while it was being fetched was not shown.
  reach({ end, head }) {
    if (end === undefined) return;
    this.room.dataset.end = "";
    this.room.cursor.rewind(Number(head));
  }

  // Takes away what is far from where one reads; the link there leads to it again.
  trim(way) {
    const items = this.timeline.items();
    const spare = items.length - MOST;
    if (spare <= 0) return;
    const gone = way === "older" ? items.slice(0, spare) : items.slice(-spare);
    gone.forEach((item) => item.remove());
    const edge = way === "older" ? this.timeline.items()[0] : this.timeline.items().at(-1);
    if (way === "newer") delete this.room.dataset.end;
    part(way, this.room).hidden = false;
    part(way, this.room).querySelector("a").search = `?${way === "older" ? "vor" : "nach"}=${edge.dataset.seq}`;
    arrange(this.list);
  }
}
