// Pinned messages stand in the panel beside; it follows what happens.
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
}
