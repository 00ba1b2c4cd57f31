// A message of the page from an event: the server's own markup, filled in.
import { part, words } from "./common.js";
import { showFiles } from "./shown-files.js";

const EDITABLE = 24 * 3600 * 1000;
const TONES = 6;
const CLOCK = new Intl.DateTimeFormat("de", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" });

// `event` as the protocol has it, `room` the <chat-room>. Returns a new <li>.
export function build(event, room) {
  const item = part("blank", room).content.firstElementChild.cloneNode(true);
  const mine = event.author.id === room.me;
  item.id = `nachricht-${event.seq}`;
  Object.assign(item.dataset, { seq: event.seq, rev: event.rev, author: event.author.id, at: event.at });
  item.classList.toggle("message--own", mine);
  item.classList.toggle("message--removed", event.removed);
  address(item, event);
  person(item, event);
  said(item, event);
  react(item, event, room);
  offer(item, event, room, mine);
  return item;
}

function address(item, { seq, author, reply_to: answered }) {
  for (const element of item.querySelectorAll("[href], [formaction]")) {
    for (const name of ["href", "formaction"]) {
      const value = element.getAttribute(name);
      if (!value) continue;
      const about = value.includes("?um=") ? value.replace("um=0#nachricht-0", `um=${answered}#nachricht-${answered}`) : value;
      element.setAttribute(name, about
        .replace("/nachrichten/0/", `/nachrichten/${seq}/`)
        .replace("weitertragen/?um=0", `weitertragen/?um=${seq}`)
        .replace("antwort_auf=0", `antwort_auf=${seq}`)
        .replace("/mitglieder/0/", `/mitglieder/${author.id}/`));
    }
  }
}

function person(item, { author, at }) {
  const face = item.querySelector(".avatar");
  face.className = face.className.replace(/tone-\d+/, `tone-${author.id % TONES}`);
  face.textContent = author.initials;
  part("name", item).textContent = author.name;
  part("place", item).textContent = author.place;
  const time = item.querySelector("time");
  time.dateTime = at;
  time.textContent = CLOCK.format(new Date(at));
}

function said(item, event) {
  part("text", item).innerHTML = event.html;
  showFiles(item, event.files);
  part("tombstone", item).textContent = event.removed ? epitaph(event.removal) : "";
  if (event.reply_to) part("answered", item).textContent = answer(document.getElementById(`nachricht-${event.reply_to}`));
  const cards = part("cards", item);
  cards.dataset.url = cards.dataset.url.replace("/nachrichten/0/", `/nachrichten/${event.seq}/`);
  const shown = {
    text: !event.removed,
    tombstone: event.removed,
    edited: event.edited && !event.removed,
    pinned: event.pinned,
    cards: event.cards,
    context: event.reply_to,
    answers: false,
  };
  for (const [name, is] of Object.entries(shown)) is || part(name, item).remove();
}

// Says below a message how many answer it, and leads there.
export function countAnswers(item, n, room) {
  const old = part("answers", item);
  if (n < 1) return old?.remove();
  const line = old ?? part("answers", part("blank", room).content).cloneNode(true);
  line.dataset.count = n;
  line.querySelector("span").textContent = words(n === 1 ? "answersOne" : "answers", { n });
  if (old) return;
  const link = line.querySelector("a");
  link.setAttribute("href", link.getAttribute("href").replace("/nachrichten/0/", `/nachrichten/${item.dataset.seq}/`));
  part("acts", item).before(line);
}

function epitaph({ by_moderation: byOthers, reason }) {
  return words(byOthers ? "removedByModeration" : "removed") + (reason ? ` ${words("reason")} ${reason}` : "");
}

// What an answer says about the message it answers, as far as that is on the page.
export function answer(item) {
  if (!item) return words("answerEarlier");
  if (item.classList.contains("message--removed")) return words("answerRemoved");
  return words("answer", { name: part("name", item).textContent, words: shorten(part("text", item).textContent) });
}

export function shorten(text, length = 80) {
  const plain = text.trim().replace(/\s+/g, " ");
  return plain.length > length ? `${plain.slice(0, length - 1).trimEnd()}…` : plain;
}

function react(item, { reactions }, room) {
  for (const button of item.querySelectorAll("button[name=kind]")) {
    const people = reactions[button.value] ?? [];
    const mine = people.includes(room.me);
    button.setAttribute("aria-pressed", String(mine));
    if (mine) button.setAttribute("formaction", `${button.getAttribute("formaction")}zuruecknehmen/`);
    const count = button.querySelector(".reaction__count");
    if (!count) continue;
    if (people.length) count.textContent = people.length;
    else button.remove();
  }
}

function offer(item, event, room, mine) {
  const standing = !event.removed;
  const { writes, looksAfter, pins } = room.dataset;
  const allowed = {
    reply: standing && writes !== undefined,
    react: standing && writes !== undefined,
    edit: standing && mine && writes !== undefined && Date.now() - new Date(event.at) < EDITABLE,
    quote: standing,
    report: standing && !mine,
    pin: standing && pins !== undefined && writes !== undefined,
    remove: standing && (mine || looksAfter !== undefined),
    restore: !standing && (looksAfter !== undefined || (mine && !event.removal.by_moderation)),
  };
  for (const [act, may] of Object.entries(allowed)) {
    if (!may) item.querySelectorAll(`[data-act="${act}"]`).forEach((element) => element.remove());
  }
  if (event.pinned && part("pin", item)) {
    part("pin", item).textContent = words("unpin");
    const button = part("pin", item).closest("button");
    button.setAttribute("formaction", button.getAttribute("formaction").replace("/anheften/", "/loesen/"));
  }
}
