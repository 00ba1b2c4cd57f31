// Where a line stands: by its number, below the line of its day, and together with what the same person said before.
//
// When that is so, `MessageCard` decides: what is compared here are attributes that it wrote.
import { part } from "./common.js";

// Puts a line between its neighbours.
export function insert(list, line) {
  const before = messages(list).findLast(({ dataset }) => Number(dataset.seq) < Number(line.dataset.seq));
  if (before) before.after(line);
  else list.prepend(line);
  place(line);
  const next = messages(list)[messages(list).indexOf(line) + 1];
  if (next) place(next);
}

// The same for all lines, where many came or went.
export function arrange(list) {
  messages(list).forEach(place);
  while (list.lastElementChild?.matches(".day-line")) list.lastElementChild.remove();
}

export function place(line) {
  const { before, between } = ahead(line);
  const { author, day, joinsSince } = line.dataset;
  const opens = before?.dataset.day !== day;
  const days = between.filter((one) => one.matches(".day-line"));
  const kept = opens ? days.find((one) => one.dataset.day === day) ?? dayLine(line, before) : null;
  days.forEach((one) => one === kept || one.remove());
  const joins = before && joinsSince && line.previousElementSibling === before && before.dataset.author === author && before.dataset.at > joinsSince;
  line.classList.toggle("message--joined", Boolean(joins));
}

// The message ahead of a line, and the lines of other kinds between the two.
function ahead(line) {
  const between = [];
  let before = line.previousElementSibling;
  for (; before && !before.matches(".message"); before = before.previousElementSibling) between.push(before);
  return { before, between };
}

function dayLine({ dataset, parentElement }, before) {
  const line = part("day").content.firstElementChild.cloneNode(true);
  line.dataset.day = dataset.day;
  line.firstElementChild.textContent = dataset.dayWords;
  if (before) before.after(line);
  else parentElement.prepend(line);
  return line;
}

function messages(list) {
  return [...list.querySelectorAll(":scope > .message")];
}
