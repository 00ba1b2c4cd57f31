import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";

let bell, carrier;

beforeEach(async () => {
  openPage();
  bell = await load("live/bell.js");
  carrier = { subscribe: mock.fn(), unsubscribe: mock.fn(), say: mock.fn() };
});

const streams = (call) => call.mock.calls.map(({ arguments: [stream] }) => stream);

test("a listener is told the state at once and with every change, not twice", () => {
  const state = mock.fn();
  bell.listen("a", { state });
  const { become } = bell.carry(carrier);
  become("live");
  become("live");
  assert.deepEqual(streams(state), ["connecting", "live"]);
});

test("who listened before there was a carrier is subscribed when it comes", () => {
  bell.listen("a", {});
  bell.carry(carrier);
  bell.listen("b", {});
  assert.deepEqual(streams(carrier.subscribe), ["a", "b"]);
});

test("the last one who leaves ends the subscription", () => {
  bell.carry(carrier);
  const [first, second] = [bell.listen("a", {}), bell.listen("a", {})];
  first();
  first();
  assert.equal(carrier.unsubscribe.mock.callCount(), 0);
  second();
  assert.deepEqual(streams(carrier.unsubscribe), ["a"]);
});

test("each kind of word reaches its own ear", () => {
  const { deliver } = bell.carry(carrier);
  const ear = { event: mock.fn(), head: mock.fn(), revoked: mock.fn() };
  bell.listen("a", ear);
  deliver({ type: "heads", heads: { a: 4, other: 5 } });
  deliver({ type: "subscribed", stream: "a", head: 5 });
  deliver({ type: "head", stream: "a", head: 6 });
  deliver({ type: "message", stream: "a", text: "!" });
  deliver({ type: "hello" });
  assert.deepEqual(ear.head.mock.calls.map((call) => call.arguments), [[4, "heads"], [5, "subscribed"], [6, "head"]]);
  assert.deepEqual(ear.event.mock.calls.map((call) => call.arguments), [[{ type: "message", stream: "a", text: "!" }]]);
});

test("whose right was taken hears nothing more, and its going unsubscribes nobody", () => {
  const { deliver, streams: kept } = bell.carry(carrier);
  const ear = { event: mock.fn(), revoked: mock.fn() };
  const stop = bell.listen("a", ear);
  deliver({ type: "revoked", stream: "a", reason: "left" });
  deliver({ type: "message", stream: "a" });
  bell.listen("a", {});
  stop();
  assert.deepEqual(streams(ear.revoked), ["left"]);
  assert.equal(ear.event.mock.callCount(), 0);
  assert.deepEqual(kept(), ["a"]);
  assert.equal(carrier.unsubscribe.mock.callCount(), 0);
});

test("one who stumbles stops nobody", () => {
  const { deliver } = bell.carry(carrier);
  const heard = mock.fn();
  bell.listen("a", { event: () => { throw new Error("stumbled"); } });
  bell.listen("a", { event: heard });
  deliver({ type: "message", stream: "a" });
  assert.equal(heard.mock.callCount(), 1);
  assert.equal(reportError.mock.callCount(), 1);
});

test("a page that nobody carries for asks by itself", () => {
  const state = mock.fn();
  bell.listen("a", { state });
  document.dispatchEvent(new Event("DOMContentLoaded"));
  assert.deepEqual(streams(state), ["connecting", "polling"]);
});

test("words are lost where there is no socket, and passed on where there is", () => {
  bell.say({ type: "typing" });
  bell.carry(carrier);
  bell.say({ type: "typing" });
  assert.equal(carrier.say.mock.callCount(), 1);
});
