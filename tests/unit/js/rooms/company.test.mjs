import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { load, openPage, pass } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

const WORDS = { here: "gerade da", typingOne: "{name} schreibt", typingTwo: "{name} und {other} schreiben", typingMany: "Mehrere schreiben" };
let company, typing, people, beside;

beforeEach(async () => {
  typing = h("p", { "data-part": "typing" });
  people = [2, 5].map((member) => h("li", { "data-member": member }, "Name "));
  beside = h("li", { "data-member": 2 });
  const room = Object.assign(h("chat-room", {}, typing), { me: 7 });
  openPage({ words: WORDS, body: [room, h("ul.room-people", {}, ...people), beside] });
  const { Company } = await load("rooms/company.js");
  company = new Company(room);
});

const write = (member, name) => company.hear({ type: "typing", member, name });
const said = () => typing.textContent;
const here = () => people.map((person) => [person.classList.contains("is-here"), person.textContent]);

test("who is here is marked, with a word for those who do not see it", () => {
  company.hear({ type: "presence", here: [5, 7] });
  assert.deepEqual(here(), [[false, "Name "], [true, "Name gerade da"]]);
  company.hear({ type: "presence", here: [2, 5] });
  assert.deepEqual(here(), [[true, "Name gerade da"], [true, "Name gerade da"]]);
  assert.equal(beside.textContent, "");
  company.hear({ type: "presence", here: [] });
  assert.deepEqual(here(), [[false, "Name "], [false, "Name "]]);
});

test("one, two, many: who is writing, but not oneself", () => {
  write(7, "Ich");
  assert.equal(said(), "");
  write(2, "Petra");
  assert.equal(said(), "Petra schreibt");
  write(5, "Fatma");
  assert.equal(said(), "Petra und Fatma schreiben");
  write(6, "Jens");
  assert.equal(said(), "Mehrere schreiben");
  company.stopped(2);
  assert.equal(said(), "Fatma und Jens schreiben");
});

test("who is not heard of for five seconds has stopped", async () => {
  write(2, "Petra");
  await pass(4_999);
  write(2, "Petra");
  await pass(4_999);
  assert.equal(said(), "Petra schreibt");
  await pass(1);
  assert.equal(said(), "");
});

test("who stops and begins again is not cut short by the first time", async () => {
  write(2, "Petra");
  await pass(3_000);
  company.stopped(2);
  write(2, "Petra");
  await pass(3_000);
  assert.equal(said(), "Petra schreibt");
});
