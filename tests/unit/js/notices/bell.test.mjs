import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer, load, openPage, settle } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

let bell, tower, place, spoken;

beforeEach(async () => {
  openPage();
  const { carry } = await load("live/bell.js", "notices/bell.js");
  const [, NoticeBell] = customElements.define.mock.calls[0].arguments;
  place = h("span", { "data-count": "" }, "2");
  spoken = h("span", { "data-spoken": "", "data-one": "ein Hinweis", "data-many": "{n} Hinweise" });
  bell = new NoticeBell("notice-bell");
  bell.dataset.url = "/hinweise/anzahl/";
  bell.append(place, spoken);
  bell.connectedCallback();
  tower = carry({ subscribe() {}, unsubscribe: mock.fn(), say() {} });
  fetch.mock.mockImplementation(async () => answer(200, { unread: 3 }));
});

const ring = (type, head) => tower.deliver(type === "heads" ? { type, heads: { me: head } } : { type, stream: "me", head });

test("the first word says where things stood when the page was made", async () => {
  ring("subscribed", 5);
  await settle();
  assert.equal(fetch.mock.callCount(), 0);
});

test("when it rings, the number is fetched and said", async () => {
  ring("subscribed", 5);
  ring("head", 6);
  await settle();
  assert.deepEqual([place.textContent, spoken.textContent, place.hidden], ["3", "3 Hinweise", false]);
});

test("what everybody is told every 25 seconds is news only where it differs", async () => {
  ring("subscribed", 5);
  ring("heads", 5);
  assert.equal(fetch.mock.callCount(), 0);
  ring("heads", 6);
  assert.equal(fetch.mock.callCount(), 1);
});

test("all read elsewhere: the number goes", async () => {
  fetch.mock.mockImplementation(async () => answer(200, { unread: 0 }));
  ring("subscribed", 5);
  ring("head", 5);
  await settle();
  assert.deepEqual([place.hidden, spoken.textContent], [true, ""]);
});

test("only a window in front says so to the house", async () => {
  await bell.look();
  document.hidden = true;
  assert.equal(await bell.look(), false);
  assert.deepEqual(fetch.mock.calls.map(({ arguments: [url] }) => url), ["/hinweise/anzahl/?vorn=1", "/hinweise/anzahl/"]);
});

test("taken from the page, it listens no more", () => {
  bell.disconnectedCallback();
  ring("head", 9);
  assert.equal(fetch.mock.callCount(), 0);
});
