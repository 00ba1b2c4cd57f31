import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load, openPage, settle, tabsOfOneBrowser } from "../house/browser.mjs";

let Tabs, random;

beforeEach(async () => {
  openPage();
  tabsOfOneBrowser();
  random = 0;
  Math.random.mock.mockImplementation(() => (random += 0.1));
  ({ Tabs } = await load("delivery/tabs.js"));
});

function tab() {
  const [lead, told] = [mock.fn(), mock.fn()];
  const tabs = new Tabs("dialog", { lead, told });
  tabs.enter();
  return { tabs, lead, told, heard: () => told.mock.calls.map((call) => call.arguments[0]) };
}

test("one leads, and the next one when it leaves", async () => {
  const [first, second] = [tab(), tab()];
  await settle();
  assert.deepEqual([first.lead.mock.callCount(), second.lead.mock.callCount()], [1, 0]);
  first.tabs.leave();
  await settle();
  assert.equal(second.lead.mock.callCount(), 1);
});

test("who leaves before its turn never leads", async () => {
  const [first, second] = [tab(), tab()];
  await settle();
  second.tabs.leave();
  first.tabs.leave();
  await settle();
  assert.equal(second.lead.mock.callCount(), 0);
});

test("everybody knows what the others want, until they say goodbye", () => {
  const [first, second, third] = [tab(), tab(), tab()];
  second.tabs.post({ want: ["a"] });
  third.tabs.post({ want: ["b", "c"] });
  assert.deepEqual(first.tabs.wanted(), ["a", "b", "c"]);
  second.tabs.leave();
  assert.deepEqual(first.tabs.wanted(), ["b", "c"]);
  assert.equal(first.heard().at(-1).bye, true);
});

test("who has not been heard of for two and a half minutes is forgotten", () => {
  const [first, second] = [tab(), tab()];
  second.tabs.post({ want: ["a"] });
  mock.timers.tick(150_000);
  assert.deepEqual(first.tabs.wanted(), ["a"]);
  mock.timers.tick(1);
  assert.deepEqual(first.tabs.wanted(), []);
});

test("what one wants is said again and again", () => {
  const { tabs } = tab();
  tabs.announce = mock.fn();
  mock.timers.tick(90_000);
  assert.equal(tabs.announce.mock.callCount(), 2);
  tabs.leave();
  mock.timers.tick(90_000);
  assert.equal(tabs.announce.mock.callCount(), 2);
});

test("where tabs cannot speak to each other, each leads itself", () => {
  delete navigator.locks;
  assert.equal(tab().lead.mock.callCount(), 1);
});
