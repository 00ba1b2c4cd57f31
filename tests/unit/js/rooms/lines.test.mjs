import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, pass, settle } from "../house/browser.mjs";
import { event, line, ME, openRoom } from "./talk.mjs";

let room, lineOf, differs, lines, came;

beforeEach(async () => {
  room = openRoom([]);
  const modules = await load("rooms/lines.js");
  ({ lineOf, differs } = modules);
  came = mock.fn();
  lines = new modules.Lines(room, came);
});

const mark = (members) => `<p data-part="reactions"><button data-members="${members}" data-undo="/zurueck/" formaction="/mark/" aria-pressed="false"></button></p>`;
const withMark = (members) => lineOf({ ...event(5), item: event(5).item.replace('<div data-part="acts">', `${mark(members)}<div data-part="acts">`) }, room).querySelector("button");
const asked = () => fetch.mock.calls.map(({ arguments: [url] }) => url);
const part = (name, within) => within.querySelector(`[data-part="${name}"]`);

test("an event's words are put into its line", () => {
  assert.equal(part("text", lineOf(event(5, { html: "<b>Guten</b> Tag" }), room)).querySelector("b").textContent, "Guten");
});

test("what may be done with it is addressed to it, and only what anybody may do is offered", () => {
  const made = lineOf(event(5), room);
  assert.deepEqual(made.querySelectorAll("a").map(({ href }) => href), ["/raeume/3/nachrichten/5/", "/raeume/3/?antwort_auf=5#schreiben", "/raeume/3/nachrichten/5/"]);
  assert.deepEqual(made.querySelectorAll(".message__choices > li").map(({ dataset }) => dataset.act), ["link"]);
});

test("a line is mine where I wrote it", () => {
  const isMine = (author) => lineOf(event(5, { author }), room).classList.contains("message--own");
  assert.deepEqual([isMine(ME), isMine(2), isMine(77)], [true, false, false]);
});

test("what cannot be answered has no way to answer it", () => {
  const made = lineOf({ ...event(5), item: event(5).item.replace(" data-answerable", "") }, room);
  assert.equal(made.querySelector('[data-act="reply"]'), null);
});

test("a mark that is mine is pressed and takes itself back; one of others is not", () => {
  const state = (button) => [button.getAttribute("aria-pressed"), button.getAttribute("formaction"), button.disabled];
  assert.deepEqual(state(withMark(`2 ${ME}`)), ["true", "/zurueck/", false]);
  assert.deepEqual(state(withMark("2 77")), ["false", "/mark/", false]);
  delete room.dataset.writes;
  assert.deepEqual(state(withMark("2")), ["false", "/mark/", true]);
});

test("a line differs for whom its removed words are kept, and in rooms that always ask", () => {
  const sealed = (roles) => differs(lineOf(event(5, { removed: true, sealedFor: roles }), room), room);
  assert.deepEqual([sealed(`2 ${ME}`), sealed("2 77"), sealed(undefined)], [true, false, false]);
  room.dataset.roles = "77 looks-after";
  assert.equal(sealed(`${ME}`), false);
  assert.equal(sealed("looks-after"), true);
  room.dataset.asks = "";
  assert.equal(sealed(undefined), true);
});

test("lines are asked for together, once each, after a moment", async () => {
  fetch.mock.mockImplementation(async () => answer(200, `<ol data-part="lines">${line(4)}${line(5)}</ol>`));
  for (const seq of [4, "5", 4, 5]) lines.ask(seq);
  await pass(199);
  assert.deepEqual(asked(), []);
  await pass(1);
  assert.deepEqual(asked(), ["/raeume/3/zeilen/?seq=4&seq=5"]);
  assert.deepEqual(came.mock.calls[0].arguments[0].map(({ id }) => id), ["nachricht-4", "nachricht-5"]);
  lines.ask(4);
  await pass(200);
  assert.equal(asked().length, 2);
});

test("of many fifty are asked for at a time", async () => {
  fetch.mock.mockImplementation(async () => answer(200, '<ol data-part="lines"></ol>'));
  for (let seq = 1; seq <= 51; seq++) lines.ask(seq);
  await pass(200);
  assert.equal(asked()[0].split("seq=").length - 1, 50);
  await pass(200);
  assert.equal(asked()[1], "/raeume/3/zeilen/?seq=51");
});

test("no answer, no lines", async () => {
  assert.deepEqual(await lines.fetch([4]), []);
  fetch.mock.mockImplementation(async () => answer(403, ""));
  assert.deepEqual(await lines.fetch([4]), []);
  await settle();
});
