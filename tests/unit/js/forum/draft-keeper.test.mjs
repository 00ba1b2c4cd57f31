import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, openPage, pass, settle } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

const WORDS = {
  draftSaved: "gesichert", draftOffline: "ohne Netz", draftHere: "nur hier", draftBack: "wiederhergestellt",
  draftOther: "hier liegt anderes", takeTheirs: "ihres", keepMine: "meines", insert: "einsetzen", discard: "verwerfen",
};
const PLACE = "draft:thread:4";
let keeper, form, note;

async function open({ text = "", kept, version = "2" } = {}) {
  note = h("p", { "data-draft-note": "" });
  form = h("form");
  openPage({ words: WORDS, body: [form] });
  form.elements = Object.fromEntries(["title", "text", "reply_to"].map((name) => [name, Object.assign(h("input"), { value: "" })]));
  form.elements.text.value = text;
  if (kept) localStorage.setItem(PLACE, JSON.stringify(kept));
  await load("forum/draft-keeper.js");
  const [, DraftKeeper] = customElements.define.mock.calls[0].arguments;
  keeper = new DraftKeeper("draft-keeper");
  Object.assign(keeper.dataset, { place: "thread:4", version, url: "/entwuerfe/" });
  keeper.append(form.elements.text, note);
  form.append(keeper);
  keeper.connectedCallback();
}

beforeEach(() => open());

function type(text) {
  form.elements.text.value = text;
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
}

const kept = () => JSON.parse(localStorage.getItem(PLACE));
const sent = () => fetch.mock.calls.map(({ arguments: [, { body }] }) => Object.fromEntries(body));
const press = (label) => note.children.find(({ textContent }) => textContent === label).click();

test("words are in this browser at once, and on the server after a pause", async () => {
  fetch.mock.mockImplementation(async () => answer(200, { version: 3, saved: true }));
  type("Wir");
  assert.equal(kept().text, "Wir");
  await pass(1_499);
  type("Wir suchen");
  await pass(1_499);
  assert.deepEqual(sent(), []);
  await pass(1);
  assert.deepEqual(sent().map(({ text, place, version }) => [text, place, version]), [["Wir suchen", "thread:4", "2"]]);
  assert.equal(note.textContent, "gesichert");
  assert.equal(kept(), null);
});

test("each save builds on the one before", async () => {
  fetch.mock.mockImplementation(async () => answer(200, { version: 3, saved: true }));
  type("a");
  await pass(1_500);
  type("b");
  await pass(1_500);
  assert.deepEqual(sent().map(({ version }) => version), ["2", "3"]);
});

test("without a connection they stay here, and that is said", async () => {
  type("Wir");
  await pass(1_500);
  assert.equal(note.textContent, "ohne Netz");
  assert.equal(kept().text, "Wir");
});

test("a no of the server is passed on, and the words stay here", async () => {
  fetch.mock.mockImplementation(async () => answer(403, { detail: "Ihre Sitzung ist abgelaufen." }));
  type("Wir");
  await pass(1_500);
  assert.equal(note.textContent, "Ihre Sitzung ist abgelaufen.");
  assert.equal(kept().text, "Wir");
});

test("nothing changed, nothing sent", async () => {
  type("");
  await pass(1_500);
  assert.equal(fetch.mock.callCount(), 0);
});

test("another device wrote meanwhile: mine goes over theirs only if I say so", async () => {
  fetch.mock.mockImplementationOnce(async () => answer(409, { detail: "Anderes Gerät", title: "", text: "Ihres", version: 9 }));
  fetch.mock.mockImplementation(async () => answer(200, { version: 10, saved: true }));
  type("Meines");
  await pass(1_500);
  assert.equal(form.elements.text.value, "Meines");
  press("meines");
  await settle();
  assert.deepEqual(sent().map(({ text, overwrite }) => [text, overwrite]), [["Meines", ""], ["Meines", "1"]]);
});

test("theirs is taken with its version", async () => {
  fetch.mock.mockImplementation(async () => answer(409, { detail: "Anderes Gerät", title: "", text: "Ihres", version: 9 }));
  type("Meines");
  await pass(1_500);
  press("ihres");
  assert.equal(form.elements.text.value, "Ihres");
  assert.equal(keeper.version, 9);
});

test("no room for another draft: it says so, offers no other text and keeps mine here", async () => {
  fetch.mock.mockImplementation(async () => answer(409, { code: "conflict", detail: "Sie haben schon 100 Entwürfe." }));
  type("Meines");
  await pass(1_500);
  assert.equal(note.textContent, "Sie haben schon 100 Entwürfe.");
  assert.equal(kept().text, "Meines");
});

test("what was kept here comes back into an empty box", async () => {
  await open({ kept: { title: "", text: "Gestern begonnen", reply_to: "" } });
  assert.equal(form.elements.text.value, "Gestern begonnen");
  assert.equal(note.textContent, "wiederhergestellt");
});

test("it never overwrites words that are there: one is asked", async () => {
  const yesterday = { title: "", text: "Gestern", reply_to: "" };
  await open({ text: "Vom Server", kept: yesterday });
  assert.equal(form.elements.text.value, "Vom Server");
  press("einsetzen");
  assert.equal(form.elements.text.value, "Gestern");
  await open({ text: "Vom Server", kept: yesterday });
  press("verwerfen");
  assert.equal(kept(), null);
});

test("who leaves in the middle of a word loses nothing", () => {
  type("Halber Sa");
  dispatchEvent(new Event("pagehide"));
  const [url, body] = navigator.sendBeacon.mock.calls[0].arguments;
  assert.deepEqual([url, body.get("text"), body.get("csrfmiddlewaretoken")], ["/entwuerfe/", "Halber Sa", "abc"]);
});

test("who sends the form is not saved behind its back", async () => {
  type("Fertig");
  form.dispatchEvent(new Event("submit"));
  dispatchEvent(new Event("pagehide"));
  await pass(5_000);
  assert.equal(fetch.mock.callCount(), 0);
  assert.equal(navigator.sendBeacon.mock.callCount(), 0);
  assert.equal(kept().text, "Fertig");
});

test("posted: nothing is left to keep", () => {
  type("Fertig");
  form.elements.text.value = "";
  keeper.done();
  assert.equal(kept(), null);
  assert.equal(keeper.version, 0);
});
