// Lines of messages as the server draws them. Those in events are the same for everyone and are made this reader's here;
// what only some find in a line, or find in another language, is asked for.
import { drawn, part } from "./common.js";

const AT_ONCE = 50;
const SOON = 400; // milliseconds within which questions are gathered, so that not everyone asks in the same moment

// The line of an event. Whose it is, and who made a mark, are comparisons of what the server wrote into both.
export function lineOf({ item, html, seq }, { dataset: { me, writes } }) {
  const line = drawn(item);
  if (html) part("text", line).innerHTML = html;
  part("acts", line).append(actsOf(seq, "answerable" in line.dataset));
  line.classList.toggle("message--own", line.dataset.author === me);
  for (const mark of line.querySelectorAll("[data-members]")) {
    if (mark.dataset.members.split(" ").includes(me)) {
      mark.setAttribute("aria-pressed", "true");
      mark.setAttribute("formaction", mark.dataset.undo);
    }
    mark.disabled = writes === undefined;
  }
  return line;
}

// What the page holds ready for a message numbered 0. What else may be done with it is asked for by its menu.
function actsOf(seq, isAnswerable) {
  const acts = part("acts-of-any").content.cloneNode(true);
  for (const link of acts.querySelectorAll("a")) {
    const address = link.getAttribute("href");
    link.setAttribute("href", address.replace("/nachrichten/0/", `/nachrichten/${seq}/`).replace("antwort_auf=0", `antwort_auf=${seq}`));
  }
  for (const one of acts.querySelectorAll(".message__choices > :not([data-act=link])")) one.remove();
  if (!isAnswerable) acts.querySelector('[data-act="reply"]')?.remove();
  return acts;
}

// Whether this reader finds something else in it than everyone.
export function differs(line, { dataset: { roles, asks } }) {
  const mine = roles.split(" ");
  return asks !== undefined || Boolean(line.dataset.sealedFor?.split(" ").some((role) => mine.includes(role)));
}

export class Lines {
  // `came(lines)` gets what was asked for.
  constructor(room, came) {
    this.url = `${room.dataset.address}zeilen/`;
    this.came = came;
    this.wanted = new Set();
  }

  // Soon, and together with what else is asked for until then.
  ask(seq) {
    this.wanted.add(Number(seq));
    this.timer ??= setTimeout(() => this.fetchWanted(), SOON * Math.random());
  }

  async fetchWanted() {
    const seqs = [...this.wanted].slice(0, AT_ONCE);
    seqs.forEach((seq) => this.wanted.delete(seq));
    this.timer = null;
    if (this.wanted.size) this.ask([...this.wanted][0]);
    this.came(await this.fetch(seqs));
  }

  // As this reader finds them on a page; empty where there is no answer.
  async fetch(seqs) {
    const query = new URLSearchParams(seqs.map((seq) => ["seq", seq]));
    const reply = await fetch(`${this.url}?${query}`, { headers: { "X-Fragment": "1" } }).catch(() => null);
    return reply?.ok ? [...part("lines", drawn(`<div>${await reply.text()}</div>`)).children] : [];
  }
}
