import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, pass, settle, tabsOfOneBrowser } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";
import { parse } from "../house/html.mjs";
import { event, lines, ME, openRoom, shown } from "./talk.mjs";

const WORDS = {
  typingOne: "{name} schreibt", polling: "Neues kommt verzögert", over: "Bitte melden Sie sich an", offline: "Keine Verbindung",
  archived: "Der Raum ist jetzt archiviert", left: "Sie sind nicht mehr in diesem Raum", failed: "nicht gesendet", waiting: "wartet",
  sendingFiles: "{percent} %", newMessages: "{n} neue", spoken: "{name}: {words}",
};
const PENDING = `<li><span data-part="text"></span><span data-part="names"></span><span data-part="state"></span><p data-part="ways">
  <button data-way="again"></button><button data-way="all"></button><button data-way="back"></button><button data-way="drop"></button></p></li>`;
let room, tower, composer, subscribed;

// The page of a room, its script having run. `archived`: nothing is said there any more; `kept`: what waits to be sent.
async function open({ end = true, archived = false, hash = "", overflow = "auto", loaded = true, kept = [] } = {}) {
  const pins = h("ul", { "data-part": "pins" });
  const pinned = h("span", { "data-part": "pinned-here", hidden: "" }, h("span", {}, "0"));
  const plain = openRoom(lines(1, 20), { end, head: 20, words: WORDS, body: [pins, pinned] });
  tabsOfOneBrowser();
  globalThis.getComputedStyle = () => ({ overflowY: overflow });
  globalThis.requestAnimationFrame = (step) => step();
  globalThis.scrollTo = mock.fn();
  localStorage.setItem("rooms:outbox:7:3", JSON.stringify(kept));
  location.hash = hash;
  document.readyState = loaded ? "complete" : "interactive";
  const modules = await load("live/bell.js", "rooms/chat-room.js");
  const ChatRoom = customElements.define.mock.calls.find(({ arguments: [name] }) => name === "chat-room").arguments[1];
  room = new ChatRoom("chat-room");
  plain.attributes.forEach((value, name) => room.setAttribute(name, value));
  if (archived) room.dataset.archived = "";
  composer = Object.assign(h("chat-composer"), { take: mock.fn(async () => {}), rest: mock.fn() });
  room.append(...plain.childNodes, h("template", { "data-part": "pending" }, ...parse(PENDING, (tag) => h(tag))), composer);
  plain.replaceWith(room);
  subscribed = [];
  room.connectedCallback();
  tower = modules.carry({ subscribe: (stream) => subscribed.push(stream), unsubscribe() {}, say() {} });
}

beforeEach(() => open());

const part = (name) => document.querySelector(`[data-part="${name}"]`);
const hear = (message) => tower.deliver({ stream: "room:3", ...message });
const waiting = () => part("outbox").children;
const said = () => document.getElementById("meldungen").textContent;

// The server's answers, by what the address ends with.
function serve(answers) {
  fetch.mock.mockImplementation(async (url) => {
    const found = Object.keys(answers).find((end) => url.split("?")[0].endsWith(end));
    return found ? answers[found] : answer(404);
  });
}

async function refused(key = "a") {
  serve({ "nachrichten/": answer(403, { detail: "Der Raum ist langsam." }) });
  room.send({ key, text: "Hallo" });
  await settle();
}

test("what is said in the room appears, in order", () => {
  hear(event(21));
  hear(event(22));
  hear(event(21));
  assert.deepEqual(shown(room).slice(-3), [20, 21, 22]);
  assert.deepEqual(subscribed.slice(0, 2).toSorted(), ["me", "room:3"]);
});

test("what was missed is fetched: after a gap, and when the room says how far it is", async () => {
  serve({ "ereignisse/": answer(200, { head: 22, events: [event(21), event(22)], more: false }) });
  hear(event(22));
  await settle();
  assert.deepEqual(shown(room).slice(-2), [21, 22]);
  tower.deliver({ type: "head", stream: "room:3", head: 23 });
  await settle();
  assert.deepEqual(fetch.mock.calls.map(({ arguments: [url] }) => url).slice(0, 2), ["/raeume/3/ereignisse/?after=20", "/raeume/3/ereignisse/?after=22"]);
});

test("a transport without events asks through the room", async () => {
  serve({ "ereignisse/": answer(200, { head: 21, events: [event(21)], more: false }) });
  const [listener] = tower.listenersOf("room:3");
  assert.equal(await listener.catchUp({ wait: 25 }), true);
  assert.equal(fetch.mock.calls[0].arguments[0], "/raeume/3/ereignisse/?after=20&wait=25");
  assert.equal(shown(room).at(-1), 21);
});

test("who is writing is shown until they have said it", () => {
  hear({ type: "typing", member: 2, name: "Petra" });
  hear({ type: "typing", member: ME, name: "Ich" });
  assert.equal(part("typing").textContent, "Petra schreibt");
  hear(event(21, { author: 5 }));
  assert.equal(part("typing").textContent, "Petra schreibt");
  hear(event(22, { author: 2 }));
  assert.equal(part("typing").textContent, "");
});

test("what others say is read out, what they change is not", () => {
  hear(event(21));
  assert.equal(said(), "Petra: Wort 21");
  document.getElementById("meldungen").textContent = "";
  hear(event(21, { rev: 22, html: "anders" }));
  assert.equal(said(), "");
});

test("what is told without a line is asked for and shown as this reader finds it", async () => {
  serve({ "zeilen/": answer(200, `<ol data-part="lines">${lines(21, 21, { text: "für mich" })}</ol>`) });
  hear({ type: "message", seq: 21, rev: 21, author: { id: 2, name: "Petra" }, key: "x" });
  await pass(400);
  assert.equal(fetch.mock.calls[0].arguments[0], "/raeume/3/zeilen/?seq=21");
  assert.equal(room.querySelector("#nachricht-21").querySelector("[data-part=text]").textContent, "für mich");
});

test("messages are acted on where they stand: marks, menus, keys", async () => {
  serve({ "anheften/": answer(409, { detail: "Zu viele angeheftet" }), "zeilen/": answer(200, '<ol data-part="lines"></ol>') });
  const [menu] = room.querySelectorAll(".message__menu");
  menu.querySelector("summary").click();
  await settle();
  assert.equal(menu.open, true);
  const button = Object.assign(h("button"), { name: "", formAction: "/raeume/3/nachrichten/1/anheften/" });
  menu.append(button);
  document.getElementById("zeichen").dispatchEvent(Object.assign(new Event("submit"), { submitter: button }));
  await settle();
  assert.deepEqual([part("line").textContent, said()], ["Zu viele angeheftet", "Zu viele angeheftet"]);
  composer.dispatchEvent(Object.assign(new Event("keydown", { bubbles: true }), { key: "ArrowUp", altKey: true }));
  assert.equal(document.activeElement.id, "nachricht-20");
});

test("what is pinned is counted above", () => {
  hear({ ...event(21), pin: '<li data-pin="21" data-place="1"></li>' });
  assert.deepEqual([part("pins").children.length, part("pinned-here").hidden, part("pinned-here").textContent], [1, false, "1"]);
});

test("what one says stands below at once, and goes when it comes back as everybody hears it", async () => {
  fetch.mock.mockImplementation(() => new Promise(() => {}));
  room.send({ key: "a", text: "Hallo" });
  assert.deepEqual(waiting().map((item) => item.querySelector("[data-part=text]").textContent), ["Hallo"]);
  hear(event(21, { key: "a", author: 2 }));
  assert.equal(waiting().length, 1); // a key of somebody else
  hear(event(22, { key: "a", author: ME }));
  assert.deepEqual([waiting().length, shown(room).at(-1)], [0, 22]);
});

test("stored, but not heard of: it is fetched; in a slow room one rests", async () => {
  serve({ "nachrichten/": answer(201, { seq: 21, rev: 21 }), "ereignisse/": answer(200, { head: 21, events: [event(21, { author: ME, key: "a" })], more: false }) });
  room.send({ key: "a", text: "Hallo" });
  await settle();
  assert.deepEqual([shown(room).at(-1), waiting().length, composer.rest.mock.callCount()], [21, 0, 1]);
});

test("who writes sees it: at the end of this page, or on the page that has the end", async () => {
  room.timeline.scroller.scrollTop = -300;
  room.send({ key: "a", text: "Hallo" });
  assert.equal(room.timeline.scroller.scrollTop, 0);
  assert.equal(location.assign.mock.callCount(), 0);
  await open({ end: false });
  room.send({ key: "a", text: "Hallo" });
  assert.deepEqual(location.assign.mock.calls[0].arguments, ["/raeume/3/#schreiben"]);
  assert.equal(waiting().length, 1);
});

test("what was refused goes back into the text box, and only then from here", async () => {
  await refused();
  let taken;
  composer.take.mock.mockImplementation(() => new Promise((resolve) => (taken = resolve)));
  waiting()[0].querySelector("[data-way=back]").click();
  await settle();
  assert.equal(composer.take.mock.calls[0].arguments[0].text, "Hallo");
  assert.equal(waiting().length, 1);
  taken();
  await settle();
  assert.equal(waiting().length, 0);
});

test("or it is thrown away, or sent once more", async () => {
  await refused();
  waiting()[0].querySelector("[data-way=drop]").click();
  assert.equal(waiting().length, 0);
  await refused("b");
  serve({ "nachrichten/": answer(201, { rev: 20 }) });
  waiting()[0].querySelector("[data-way=again]").click();
  await settle();
  assert.equal(waiting().length, 0);
});

test("what speaks to all is sent to all when one says so", async () => {
  await refused();
  serve({ "nachrichten/": answer(201, { rev: 20 }) });
  waiting()[0].querySelector("[data-way=all]").click();
  await settle();
  assert.equal(fetch.mock.calls.at(-1).arguments[1].body.get("to_all"), "on");
});

test("what waited in this browser is shown and sent by the next page; what was refused is shown", async () => {
  await open({ kept: [{ key: "a", text: "Hallo", state: "failed", reason: "zu lang" }, { key: "b", text: "Und?", state: "waiting" }] });
  assert.equal(waiting().length, 2);
  await settle();
  assert.deepEqual(fetch.mock.calls.map(({ arguments: [, { body }] }) => body.get("text")), ["Und?"]);
  await open({ kept: [{ key: "a", text: "Hallo", state: "failed", reason: "zu lang" }] });
  assert.deepEqual(waiting().map((item) => item.querySelector("[data-part=state]").textContent), ["nicht gesendet: zu lang"]);
});

test("how far files have come is said where they wait", async () => {
  await refused();
  room.outbox.progress("a", 0.5);
  assert.equal(waiting()[0].querySelector("[data-part=state]").textContent, "50 %");
});

test("how news come is said in the line below, and nothing while all is well", () => {
  const line = () => [room.dataset.state, part("line").textContent];
  assert.deepEqual(line(), ["connecting", ""]);
  tower.become("live");
  assert.deepEqual(line(), ["live", ""]);
  tower.become("polling");
  assert.deepEqual(line(), ["polling", "Neues kommt verzögert"]);
  tower.become("over");
  assert.deepEqual(line(), ["over", "Bitte melden Sie sich an"]);
  navigator.onLine = false;
  tower.become("connecting");
  assert.deepEqual(line(), ["connecting", "Keine Verbindung"]);
});

test("with the connection back, what another tab left here is sent", async () => {
  serve({ "nachrichten/": answer(201, { rev: 20 }) });
  localStorage.setItem("rooms:outbox:7:3", JSON.stringify([{ key: "a", text: "Hallo", state: "waiting" }]));
  tower.become("polling");
  await settle();
  assert.equal(fetch.mock.callCount(), 0);
  tower.become("live");
  await settle();
  assert.deepEqual(fetch.mock.calls.map(({ arguments: [, { body }] }) => body.get("text")), ["Hallo"]);
});

test("who is no longer in the room can do nothing there, and hears why", () => {
  tower.deliver({ type: "revoked", stream: "room:3", reason: "left" });
  assert.deepEqual([part("line").textContent, said(), room.hasAttribute("inert")], [WORDS.left, WORDS.left, true]);
});

test("an archived room can still be read, not written in", () => {
  tower.deliver({ type: "revoked", stream: "room:3", reason: "archived" });
  assert.deepEqual([part("line").textContent, room.hasAttribute("inert"), composer.hasAttribute("inert")], [WORDS.archived, false, true]);
});

test("in a room that was archived before nobody listens", async () => {
  await open({ archived: true });
  assert.equal(subscribed.includes("room:3"), false);
  assert.equal(shown(room).length, 20);
});

test("a message in the address is looked for in the conversation; the window stays where it is", async () => {
  await open({ hash: "#nachricht-3" });
  assert.deepEqual(scrollTo.mock.calls.map((call) => call.arguments), [[{ top: 0, behavior: "instant" }]]);
  dispatchEvent(new Event("hashchange"));
  assert.equal(scrollTo.mock.callCount(), 2);
});

test("not before the page is loaded, for until then the browser moves it", async () => {
  await open({ hash: "#nachricht-3", loaded: false });
  assert.equal(scrollTo.mock.callCount(), 0);
  dispatchEvent(new Event("load"));
  dispatchEvent(new Event("load"));
  assert.equal(scrollTo.mock.callCount(), 1);
});

test("what stands beside the conversation, or a window that scrolls as a whole, may be gone to", async () => {
  await open({ hash: "#raum-info" });
  assert.equal(scrollTo.mock.callCount(), 0);
  await open({ hash: "#nachricht-3", overflow: "visible" });
  assert.equal(scrollTo.mock.callCount(), 0);
});
