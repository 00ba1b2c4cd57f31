// What lines say of each other: how often a message was answered, and what an answer says about the one it answers.
import { part, words } from "./common.js";

// An answer has come, come back or gone. Counted are numbers of messages, so the same one never counts twice.
export function noteAnswer(list, { seq, reply_to: answered, removed }) {
  const line = answered && list.querySelector(`#nachricht-${answered}`);
  if (line) count(line, (answers) => (removed ? answers.delete(seq) : answers.add(seq)));
}

// A line that has just come may stand above its answers already.
export function gatherAnswers(list, line) {
  const present = answersTo(list, line).filter((one) => !part("tombstone", one));
  if (present.length) count(line, (answers) => present.forEach(({ dataset }) => answers.add(Number(dataset.seq))));
}

// What answers say about this message, as it is now.
export function quoteAnew(list, line) {
  for (const answer of answersTo(list, line)) part("answered", answer).textContent = line.dataset.asAnswered;
}

export function answersTo(list, { dataset: { seq } }) {
  return [...list.querySelectorAll(`[data-part="context"][data-to="${seq}"]`)].map((place) => place.closest(".message"));
}

// Fills in what a new line answers, from that message or from how the line stood here; `false` where neither is here.
export function quote(list, line, shown) {
  const place = part("context", line);
  if (!place) return true;
  const found = list.querySelector(`#nachricht-${place.dataset.to}`)?.dataset.asAnswered ?? (shown && part("answered", shown)?.textContent);
  if (found) part("answered", place).textContent = found;
  return Boolean(found);
}

function count(line, change) {
  const old = part("answers", line);
  const below = old ?? part("answers-line").content.firstElementChild.cloneNode(true);
  const answers = new Set(below.dataset.answers.split(" ").filter(Boolean).map(Number));
  change(answers);
  const n = answers.size;
  if (!n) return old?.remove();
  below.dataset.answers = [...answers].sort((one, other) => one - other).join(" ");
  below.dataset.count = n;
  below.querySelector("span").textContent = words(n === 1 ? "answersOne" : "answers", { n });
  below.querySelector("a").setAttribute("href", `${part("time", line).getAttribute("href")}antworten/`);
  if (!old) part("acts", line).before(below);
}
