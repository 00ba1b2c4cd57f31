import assert from "node:assert/strict";
import { test } from "node:test";
import { load, openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

async function open({ withSign = true } = {}) {
  const sign = h("link", { rel: "icon", href: "/favicon.svg", "data-new": "/favicon-new.svg" });
  const png = Object.assign(h("link", { rel: "icon", sizes: "48x48", type: "image/png" }), { rel: "icon" });
  openPage({ body: withSign ? [sign, png] : [] });
  const { count } = await load("js/badge.js");
  return { count, look: () => [document.title, sign.getAttribute("href"), png.rel] };
}

test("what is new stands before the title and on the sign", async () => {
  const { count, look } = await open();
  count("room", 2);
  assert.deepEqual(look(), ["(2) Seite", "/favicon-new.svg", "alternate"]);
  count("room", 3);
  assert.deepEqual(look(), ["(3) Seite", "/favicon-new.svg", "alternate"]);
});

test("nothing new, nothing said", async () => {
  const { count, look } = await open();
  count("room", 2);
  count("room", 0);
  assert.deepEqual(look(), ["Seite", "/favicon.svg", "icon"]);
});

test("the same thing may be news to two parts: the highest number counts, not the sum", async () => {
  const { count, look } = await open();
  count("room", 2);
  count("bell", 5);
  assert.equal(look()[0], "(5) Seite");
  count("bell", 0);
  assert.equal(look()[0], "(2) Seite");
});

test("a page without the sign has the number all the same", async () => {
  const { count, look } = await open({ withSign: false });
  count("room", 2);
  assert.equal(look()[0], "(2) Seite");
});
