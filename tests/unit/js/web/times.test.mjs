import assert from "node:assert/strict";
import { mock, test } from "node:test";
import { load, openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

async function page(moment, now, language = "de") {
  const time = h("time", { datetime: moment, title: "genau" }, "wie der Server es sagte");
  time.dateTime = moment;
  openPage({ body: [time] });
  mock.timers.setTime(Date.parse(now));
  document.documentElement.lang = language;
  document.querySelectorAll = () => [time]; // a list of two attributes is all this page asks for
  await load("js/times.js");
  mock.timers.tick(60_000);
  return time.textContent;
}

for (const [moment, now, words] of [
  ["2026-03-10T12:00:00Z", "2026-03-10T12:04:10Z", "vor 5 Minuten"],
  ["2026-03-10T12:00:00Z", "2026-03-10T15:00:00Z", "heute, 13:00"],
  ["2026-03-10T22:30:00Z", "2026-03-10T23:40:00Z", "gestern, 23:30"], // midnight in Berlin lies between
  ["2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z", "gestern, 13:00"], // the night in which an hour is missing
  ["2026-03-08T12:00:00Z", "2026-03-10T12:00:00Z", "wie der Server es sagte"],
  ["2026-03-10T12:09:00Z", "2026-03-10T12:00:00Z", "wie der Server es sagte"], // a clock that is wrong
]) {
  test(`${moment} at ${now}`, async () => assert.equal(await page(moment, now), words));
}

test("on an English page in English", async () => {
  assert.equal(await page("2026-03-10T12:00:00Z", "2026-03-10T12:04:10Z", "en"), "5 minutes ago");
});
