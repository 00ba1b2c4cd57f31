// Cards at messages: fetched as this member may see them, and anew when what they show has moved.
import { listen } from "../live/bell.js";
import { part } from "./common.js";

export class Cards {
  constructor(room) {
    this.room = room;
    this.streams = new Set();
    this.follow();
  }

  // A message has come, or come anew, that may have cards.
  came(item) {
    const place = part("cards", item);
    if (place?.isConnected) this.fetch(place);
  }

  async fetch(place) {
    const reply = await fetch(place.dataset.url, { headers: { "X-Fragment": "1" } }).catch(() => null);
    if (!reply?.ok) return;
    const html = await reply.text();
    if (place.isConnected) this.room.timeline.keepingPlace(() => (place.innerHTML = html));
    this.follow();
  }

  // Hears of whatever has a card on the page.
  follow() {
    for (const { dataset } of this.room.querySelectorAll(".quote-card[data-stream]")) {
      if (this.streams.has(dataset.stream)) continue;
      this.streams.add(dataset.stream);
      listen(dataset.stream, { head: (head) => this.moved(dataset.stream, head) });
    }
  }

  moved(stream, head) {
    const places = new Set();
    for (const card of this.room.querySelectorAll(`.quote-card[data-stream="${stream}"]`)) {
      if (Number(card.dataset.head) < head) places.add(card.closest('[data-part="cards"]'));
    }
    places.forEach((place) => this.fetch(place));
  }
}
