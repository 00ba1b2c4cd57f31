// <room-list>: says where something new has come while one looks at the list of rooms.
import { listen } from "../live/bell.js";

class RoomList extends HTMLElement {
  connectedCallback() {
    const member = document.querySelector("meta[name=member]")?.content;
    // What is read in another tab is no longer new here.
    if ("BroadcastChannel" in window) new BroadcastChannel(`rooms:${member}`).onmessage = () => this.refresh();
    // The same on another device; and where nothing arrives by itself, a look now and then.
    listen("me", { event: ({ type }) => type === "read" && this.refresh(), catchUp: () => this.refresh() });
    for (const row of this.querySelectorAll("[data-stream]")) {
      let head = Number(row.dataset.head);
      const moved = (to) => {
        if (to <= head) return;
        head = to;
        this.refresh();
      };
      listen(row.dataset.stream, { event: ({ type, rev }) => type === "message" && moved(rev), head: moved });
    }
  }

  // The server knows what is new to whom: the same list again, a moment later and once.
  refresh() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => {
      const reply = await fetch(location.href).catch(() => null);
      if (!reply?.ok) return;
      const page = new DOMParser().parseFromString(await reply.text(), "text/html");
      const focused = document.activeElement?.closest("[data-stream]")?.dataset.stream;
      this.replaceChildren(...page.querySelector("room-list").children);
      if (focused) this.querySelector(`[data-stream="${focused}"] a`)?.focus();
    }, 800);
  }
}

customElements.define("room-list", RoomList);
