import assert from "node:assert/strict";
import { test } from "node:test";
import { load, openPage } from "../house/browser.mjs";
import { h } from "../house/dom.mjs";

const summary = () => h("div", { "data-error-summary": "" });

test("a page with a refused form begins at what is wrong", async () => {
  const wrong = summary();
  openPage({ body: [h("form", {}, wrong)] });
  await load("js/errors.js");
  assert.equal(document.activeElement, wrong);
});

test("one where nothing is wrong begins as usual", async () => {
  openPage({ body: [h("form")] });
  await load("js/errors.js");
  assert.equal(document.activeElement, null);
});

test("what comes onto the page is looked through, too; the rest is left alone", async () => {
  const [wrong, form] = [summary(), h("form")];
  openPage({ body: [h("form", {}, summary()), form] });
  await load("js/errors.js");
  const tell = (elt) => document.dispatchEvent(Object.assign(new Event("htmx:afterSettle"), { detail: { elt } }));
  document.activeElement = null;
  tell("a text");
  assert.equal(document.activeElement, null);
  form.append(wrong);
  tell(form);
  assert.equal(document.activeElement, wrong);
});
