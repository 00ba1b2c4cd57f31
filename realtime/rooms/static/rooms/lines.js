// Lines of messages as the server draws them. Those in events are the same for everyone and are made this reader's here;
// what only some find in a line is asked for.
import { drawn, part } from "./common.js";

const AT_ONCE = 50;
const SOON = 400; // milliseconds within which questions are gathered, so that not everyone asks in the same moment

// The line of an event. Whose it is, and who made a mark, are comparisons of what the server wrote into both.
export function lineOf({ item }, { dataset: { me, writes } }) {
  const line = drawn(item[document.documentElement.lang] ?? Object.values(item)[0]);
  const silent = writes === undefined;
  line.classList.toggle("message--own", line.dataset.author === me);
  for (const mark of line.querySelectorAll("[data-members]")) {
    if (mark.dataset.members.split(" ").includes(me)) {
      mark.setAttribute("aria-pressed", "true");
      mark.setAttribute("formaction", mark.dataset.undo);
    }
    mark.disabled = silent;
  }
  if (silent) line.querySelector('[data-act="reply"]')?.remove();
  return line;
}

// Whether the line holds more for this reader than for everyone.
export function holdsMore(line, { dataset: { roles } }) {
  const mine = roles.split(" ");
  return Boolean(line.dataset.sealedFor?.split(" ").some((role) => mine.includes(role)));
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
