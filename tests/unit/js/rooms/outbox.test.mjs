import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, openPage, pass, settle } from "../house/browser.mjs";

const ROOM = { me: 7, dataset: { room: "3", address: "/raeume/3/" } };
let outbox, changed, stored, Outbox;

beforeEach(async () => {
  openPage({ words: { fileGone: "{name} ist nicht mehr da" } });
  [changed, stored] = [mock.fn(), mock.fn()];
  ({ Outbox } = await load("rooms/outbox.js"));
  outbox = new Outbox(ROOM, { changed, stored, progress: mock.fn() });
});

const replies = (...list) => fetch.mock.mockImplementation(async () => list.length > 1 ? list.shift() : list[0]);
const sent = () => fetch.mock.calls.map(({ arguments: [, { body }] }) => body.get("text"));
const states = () => outbox.entries().map(({ state }) => state);

test("what is said is sent once and then forgotten", async () => {
  replies(answer(201, { seq: 4 }));
  outbox.add({ key: "a", text: "Guten Tag" });
  await settle();
  assert.deepEqual(sent(), ["Guten Tag"]);
  assert.deepEqual(outbox.entries(), []);
  assert.deepEqual(stored.mock.calls[0].arguments[1], { seq: 4 });
});

test("its key goes along, so that twice is once", async () => {
  replies(answer(503), answer(201));
  outbox.add({ key: "a", text: "x", reply_to: 2 });
  await pass(1_125);
  const bodies = fetch.mock.calls.map(({ arguments: [url, { body }] }) => `${url} ${body}`);
  assert.deepEqual(bodies, Array(2).fill("/raeume/3/nachrichten/ key=a&text=x&reply_to=2"));
});

test("order is kept, and nothing overtakes what waits", async () => {
  replies(answer(502), answer(201));
  outbox.add({ key: "a", text: "eins" });
  outbox.add({ key: "b", text: "zwei" });
  await settle();
  assert.deepEqual(sent(), ["eins"]);
  await pass(1_125);
  assert.deepEqual(sent(), ["eins", "eins", "zwei"]);
});

test("without a connection it waits longer and longer, and goes on at once when it is back", async () => {
  outbox.add({ key: "a", text: "x" });
  await pass(1_125);
  await pass(2_249);
  assert.equal(fetch.mock.callCount(), 2);
  replies(answer(201));
  dispatchEvent(new Event("online"));
  await settle();
  assert.deepEqual(outbox.entries(), []);
});

test("what waits goes on when the room is live again, and not because more is said", async () => {
  outbox.add({ key: "a", text: "eins" });
  await settle();
  outbox.add({ key: "b", text: "zwei" });
  await settle();
  assert.equal(fetch.mock.callCount(), 1);
  replies(answer(201));
  outbox.goOn();
  await settle();
  assert.deepEqual(sent().slice(1), ["eins", "zwei"]);
  assert.deepEqual(outbox.entries(), []);
});

test("when the house has said when, a live room changes nothing", async () => {
  replies(answer(429, { retry_after: 17 }), answer(201));
  outbox.add({ key: "a", text: "x" });
  await settle();
  outbox.goOn();
  await settle();
  assert.equal(fetch.mock.callCount(), 1);
  await pass(17_250);
  assert.deepEqual(outbox.entries(), []);
});

test("what is refused is put aside with its reason, and the rest goes on", async () => {
  replies(answer(403, { detail: "Der Raum ist geschlossen." }), answer(201));
  outbox.add({ key: "a", text: "eins" });
  outbox.add({ key: "b", text: "zwei" });
  await settle();
  assert.deepEqual(outbox.entries().map(({ key, state, reason }) => [key, state, reason]), [["a", "failed", "Der Raum ist geschlossen."]]);
  assert.deepEqual(sent(), ["eins", "zwei"]);
});

test("what speaks to everyone asks first, and is sent when one has said so", async () => {
  replies(answer(422, { code: "confirm" }), answer(201));
  outbox.add({ key: "a", text: "@alle" });
  await settle();
  assert.deepEqual(states(), ["asks"]);
  outbox.again("a", { to_all: true });
  await settle();
  assert.equal(fetch.mock.calls[1].arguments[1].body.get("to_all"), "on");
  assert.deepEqual(states(), []);
});

test("the house says when it takes more: not a moment sooner", async () => {
  replies(answer(429, { retry_after: 17, detail: "Langsamer Raum" }), answer(201));
  outbox.add({ key: "a", text: "x" });
  await settle();
  assert.equal(outbox.entries()[0].until, Date.now() + 17_000);
  await pass(17_000);
  assert.equal(fetch.mock.callCount(), 1);
  await pass(125);
  assert.equal(fetch.mock.callCount(), 2);
});

test("words survive a reload and are sent by the next page", async () => {
  outbox.add({ key: "a", text: "x" });
  await settle();
  replies(answer(201));
  const next = new Outbox(ROOM, { changed, stored, progress: mock.fn() });
  await next.send();
  assert.deepEqual(next.entries(), []);
});

test("another member of this browser does not find them", async () => {
  outbox.add({ key: "a", text: "x" });
  await settle();
  const other = new Outbox({ ...ROOM, me: 8 }, { changed, stored, progress: mock.fn() });
  assert.deepEqual(other.entries(), []);
});

test("another tab's words show here", () => {
  const event = Object.assign(new Event("storage"), { key: "rooms:outbox:7:3" });
  dispatchEvent(event);
  dispatchEvent(Object.assign(new Event("storage"), { key: "draft:new" }));
  assert.equal(changed.mock.callCount(), 1);
});

test("a file that the browser has lost is said, not sent without", async () => {
  outbox.add({ key: "a", text: "x", files: [{ key: "f", name: "plan.pdf" }] });
  await settle();
  assert.deepEqual(outbox.entries().map(({ state, reason }) => [state, reason]), [["failed", "plan.pdf ist nicht mehr da"]]);
  assert.equal(fetch.mock.callCount(), 0);
});

test("what nobody can read is an empty outbox", () => {
  localStorage.setItem("rooms:outbox:7:3", "{broken");
  assert.deepEqual(outbox.entries(), []);
});
