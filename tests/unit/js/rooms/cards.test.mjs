import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, settle } from "../house/browser.mjs";
import { line, openRoom } from "./talk.mjs";

const card = (head, stream = "thread:4") => `<div class="quote-card" data-stream="${stream}" data-head="${head}">Karte ${head}</div>`;
let room, cards, tower, subscribed;

beforeEach(async () => {
  room = openRoom([line(1, { cards: card(3) }), line(2, { cards: card(3) }), line(3, { cards: card(8, "thread:9") }), line(4, { cards: true })]);
  room.timeline = { keepingPlace: mock.fn((change) => change()) };
  subscribed = [];
  const modules = await load("live/bell.js", "rooms/cards.js");
  cards = room.cards = new modules.Cards(room);
  tower = modules.carry({ subscribe: (stream) => subscribed.push(stream), unsubscribe() {}, say() {} });
  fetch.mock.mockImplementation(async () => answer(200, card(5)));
});

const place = (seq) => room.querySelector(`#nachricht-${seq}`).querySelector('[data-part="cards"]');
const asked = () => fetch.mock.calls.map(({ arguments: [url] }) => url);
const move = (stream, head) => tower.deliver({ type: "head", stream, head });

test("each thing with a card here is listened to once", () => {
  assert.deepEqual(subscribed, ["thread:4", "thread:9"]);
});

test("what moved is drawn anew, wherever it is shown; what is as new stays", async () => {
  move("thread:4", 3);
  assert.deepEqual(asked(), []);
  move("thread:4", 5);
  await settle();
  assert.deepEqual(asked(), ["/raeume/3/nachrichten/1/karten/", "/raeume/3/nachrichten/2/karten/"]);
  assert.deepEqual([1, 2, 3].map((seq) => place(seq).textContent), ["Karte 5", "Karte 5", "Karte 8"]);
  assert.equal(room.timeline.keepingPlace.mock.callCount(), 2);
  move("thread:4", 5);
  assert.equal(asked().length, 2);
});

test("two cards of one thing at one message are fetched together", async () => {
  place(1).innerHTML = card(3) + card(3);
  place(2).remove();
  move("thread:4", 5);
  await settle();
  assert.deepEqual(asked(), ["/raeume/3/nachrichten/1/karten/"]);
});

test("a message that has come fetches its cards, and listens to what they show", async () => {
  fetch.mock.mockImplementation(async () => answer(200, card(1, "thread:12")));
  cards.came(room.querySelector("#nachricht-4"));
  await settle();
  assert.equal(place(4).textContent, "Karte 1");
  assert.deepEqual(subscribed, ["thread:4", "thread:9", "thread:12"]);
  assert.deepEqual(fetch.mock.calls[0].arguments[1].headers, { "X-Fragment": "1" });
});

test("one without cards, or that is not shown, asks for nothing", async () => {
  place(1).remove();
  cards.came(room.querySelector("#nachricht-1"));
  const gone = room.querySelector("#nachricht-2");
  gone.remove();
  cards.came(gone);
  assert.deepEqual(asked(), []);
});

test("where no cards come back, those that are there stay", async () => {
  fetch.mock.mockImplementation(async () => answer(404, ""));
  move("thread:4", 5);
  await settle();
  fetch.mock.mockImplementation(() => Promise.reject(new TypeError("offline")));
  move("thread:4", 6);
  await settle();
  assert.equal(place(1).textContent, "Karte 3");
});

test("cards of a message that went meanwhile are not drawn", async () => {
  cards.came(room.querySelector("#nachricht-4"));
  room.querySelector("#nachricht-4").remove();
  await settle();
  assert.equal(room.timeline.keepingPlace.mock.callCount(), 0);
});
