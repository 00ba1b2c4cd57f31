// Pinned messages stand in the panel beside, and their number above the conversation; both follow what happens.
import { drawn, part } from "./common.js";

export function followPins(events) {
  const list = part("pins");
  for (const { seq, pin } of events) {
    list.querySelector(`[data-pin="${seq}"]`)?.remove();
    if (!pin) continue;
    const line = drawn(pin);
    const next = [...list.querySelectorAll("[data-place]")].find(({ dataset }) => Number(dataset.place) > Number(line.dataset.place));
    if (next) next.before(line);
    else list.append(line);
  }
  const [mark, n] = [part("pinned-here"), list.querySelectorAll("[data-pin]").length];
  mark.hidden = !n;
  mark.querySelector("span").textContent = n;
}
