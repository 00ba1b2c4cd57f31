import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, openPage, pass, settle } from "../house/browser.mjs";

let cursor, applied;

beforeEach(async () => {
  openPage();
  applied = [];
  const { Cursor } = await load("rooms/cursor.js");
  cursor = new Cursor(10, { url: "/raeume/1/ereignisse/", apply: (events) => applied.push(...events.map(({ rev }) => rev)) });
});

const revs = (from, to) => Array.from({ length: to - from + 1 }, (_, n) => ({ rev: from + n }));

function server(to, { most = 100 } = {}) {
  fetch.mock.mockImplementation(async (url) => {
    const after = Number(/after=(\d+)/.exec(url)[1]);
    const end = Math.min(to, after + most);
    return answer(200, { head: to, events: revs(after + 1, end), more: end < to });
  });
}

test("the next one is applied, a known one is not", () => {
  for (const rev of [11, 11, 10, 12]) cursor.event({ rev });
  assert.deepEqual(applied, [11, 12]);
  assert.equal(fetch.mock.callCount(), 0);
});

test("a gap is filled from the server, in order and once", async () => {
  server(14);
  cursor.event({ rev: 14 });
  await settle();
  assert.deepEqual(applied, [11, 12, 13, 14]);
  assert.equal(fetch.mock.calls[0].arguments[0], "/raeume/1/ereignisse/?after=10");
});

test("what arrives by itself meanwhile is not applied again", async () => {
  let reply;
  fetch.mock.mockImplementation(() => new Promise((resolve) => (reply = resolve)));
  cursor.seen(12);
  cursor.event({ rev: 11 });
  reply(answer(200, { head: 12, events: revs(11, 12), more: false }));
  await settle();
  assert.deepEqual(applied, [11, 12]);
});

test("while somebody repairs, others join in", async () => {
  server(14);
  await Promise.all([cursor.repair(), cursor.repair(), cursor.repair()]);
  assert.equal(fetch.mock.callCount(), 1);
});

test("much that is new comes in several pieces", async () => {
  server(35, { most: 10 });
  cursor.seen(35);
  await settle();
  assert.deepEqual(applied, revs(11, 35).map(({ rev }) => rev));
  assert.equal(fetch.mock.callCount(), 3);
});

test("a server that does not answer is asked again, more and more seldom", async () => {
  cursor.seen(11);
  for (const [pause, asked] of [[500, 2], [1_000, 3], [1_999, 3], [1, 4]]) {
    await pass(pause);
    assert.equal(fetch.mock.callCount(), asked);
  }
});

test("a refusal for good ends the asking", async () => {
  fetch.mock.mockImplementation(async () => answer(404));
  assert.equal(await cursor.repair(), false);
  await pass(60_000);
  assert.equal(fetch.mock.callCount(), 1);
});

test("an older database was brought back: begin anew", async () => {
  server(3);
  fetch.mock.mockImplementation(async () => answer(200, { head: 3, events: [], more: false }));
  await cursor.catchUp();
  assert.equal(location.reload.mock.callCount(), 1);
});

test("only the first of several questions may be held", async () => {
  server(25, { most: 10 });
  assert.equal(await cursor.catchUp({ wait: 25 }), true);
  assert.deepEqual(fetch.mock.calls.map(({ arguments: [url] }) => url.split("?")[1]), ["after=10&wait=25", "after=20"]);
});

test("nothing new is no news", async () => {
  server(10);
  assert.equal(await cursor.catchUp(), false);
  assert.deepEqual(applied, []);
});

test("turned back to an older page, it fetches what lies between", async () => {
  server(10);
  cursor.rewind(12);
  assert.equal(cursor.head, 10);
  cursor.rewind(8);
  await settle();
  assert.deepEqual(applied, [9, 10]);
});
