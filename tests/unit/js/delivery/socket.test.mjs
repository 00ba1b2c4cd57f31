// Line, tabs, memory, polling and bell together, as a page loads them.
import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load, openPage, openWindow, pass, settle, sockets, tabsOfOneBrowser } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

let opened;

beforeEach(() => {
  openPage({ body: [h("meta", { name: "member", content: "7" })] });
  opened = sockets();
  tabsOfOneBrowser();
});

async function tab() {
  const bell = await load("live/bell.js", "delivery/socket.js");
  await settle();
  return bell;
}

const subscribed = (socket) => socket.said.filter(({ type }) => type === "subscribe").map(({ stream }) => stream);

test("a page that listens gets what the server sends", async () => {
  const page = await tab();
  const [event, head] = [mock.fn(), mock.fn()];
  page.listen("room:1", { event, head });
  assert.equal(opened[0].url, "wss://house.example/ws/");
  opened[0].accept();
  opened[0].hear({ type: "message", stream: "room:1", rev: 3 });
  opened[0].hear({ type: "head", stream: "room:1", head: 4 });
  assert.deepEqual(subscribed(opened[0]), ["room:1"]);
  assert.deepEqual([event.mock.callCount(), head.mock.callCount()], [1, 1]);
});

test("two tabs share one socket, and each hears what it listens to", async () => {
  const [first, second] = [await tab(), await tab()];
  const [one, two] = [mock.fn(), mock.fn()];
  first.listen("a", { event: one });
  opened[0].accept();
  second.listen("b", { event: two });
  assert.equal(opened.length, 1);
  assert.deepEqual(subscribed(opened[0]), ["a", "b"]);
  opened[0].hear({ type: "message", stream: "b", rev: 1 });
  assert.deepEqual([one.mock.callCount(), two.mock.callCount()], [0, 1]);
});

test("a tab that comes later is told where its stream stands and who is there", async () => {
  const first = await tab();
  first.listen("a", {});
  opened[0].accept();
  opened[0].hear({ type: "subscribed", stream: "a", head: 9 });
  opened[0].hear({ type: "presence", stream: "a", members: [7] });
  const second = await tab();
  const [head, event, state] = [mock.fn(), mock.fn(), mock.fn()];
  second.listen("a", { head, event, state });
  assert.deepEqual(head.mock.calls[0].arguments, [9, "subscribed"]);
  assert.equal(event.mock.calls[0].arguments[0].type, "presence");
  assert.equal(state.mock.calls.at(-1).arguments[0], "live");
});

test("when the leading tab goes, another one takes over with what it wants", async () => {
  const tellFirst = openWindow();
  const first = await tab();
  first.listen("a", {});
  opened[0].accept();
  openWindow();
  const second = await tab();
  second.listen("b", {});
  tellFirst(new Event("pagehide"));
  await settle();
  opened[1].accept();
  assert.deepEqual(subscribed(opened[1]), ["b"]);
});

test("somebody else has signed in: this page is over", async () => {
  const page = await tab();
  const state = mock.fn();
  page.listen("a", { state });
  opened[0].accept();
  opened[0].hear({ type: "hello", member: 8 });
  assert.equal(state.mock.calls.at(-1).arguments[0], "over");
  assert.equal(opened[0].readyState, 3);
});

test("one says that one is there after three seconds, and only while one looks", async () => {
  const page = await tab();
  page.listen("a", {});
  opened[0].accept();
  const here = () => opened[0].said.filter(({ type }) => type === "here");
  await pass(3_000);
  assert.deepEqual(here(), [{ type: "here", streams: ["a"] }]);
  document.hidden = true;
  await pass(25_000);
  assert.equal(here().length, 1);
});

test("where sockets are refused the listener is asked to fetch", async () => {
  const page = await tab();
  const catchUp = mock.fn(async () => false);
  page.listen("a", { catchUp });
  opened[0].end();
  await pass(2_500);
  opened[1].end();
  await settle();
  assert.equal(catchUp.mock.callCount(), 1);
});
