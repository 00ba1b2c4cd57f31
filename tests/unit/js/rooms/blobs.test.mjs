import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { load, openPage, settle } from "../house/browser.mjs";

let disk, blobs;

beforeEach(async () => {
  disk = database();
  blobs = await newPage();
});

async function newPage() {
  openPage();
  globalThis.indexedDB = disk;
  return load("rooms/blobs.js");
}

// A database as browsers have it: every answer comes later, and a store has to be made first.
function database() {
  const kept = new Map();
  let store = null;
  const later = (result, before) => {
    const request = { result };
    setImmediate(() => (before?.(request), request.onsuccess()));
    return request;
  };
  const files = {
    put: mock.fn((file, key) => (kept.set(key, file), later(key))),
    get: mock.fn((key) => later(kept.get(key))),
    delete: mock.fn((key) => (kept.delete(key), later())),
  };
  const transaction = (name, mode) => {
    if (name !== store) throw new Error(`no store ${name}`);
    return { objectStore: () => (mode === "readwrite" ? files : { get: files.get }) };
  };
  const opened = { transaction, createObjectStore: (name) => (store = name) };
  const open = mock.fn(() => later(opened, (request) => store ?? request.onupgradeneeded()));
  return { open, files, kept };
}

test("what is kept is there at once, without asking the disk", async () => {
  blobs.keepBlob("a", "Plan");
  assert.equal(await blobs.blobOf("a"), "Plan");
  assert.equal(disk.files.get.mock.callCount(), 0);
});

test("it survives a reload", async () => {
  await blobs.keepBlob("a", "Plan");
  blobs = await newPage();
  assert.equal(await blobs.blobOf("a"), "Plan");
});

test("what was never kept is not there", async () => {
  assert.equal(await blobs.blobOf("a"), undefined);
});

test("what is let go of is gone, from this page and from the disk", async () => {
  await blobs.keepBlob("a", "Plan");
  await blobs.keepBlob("b", "Foto");
  await blobs.dropBlob("a");
  assert.equal(await blobs.blobOf("a"), undefined);
  assert.deepEqual([...disk.kept.keys()], ["b"]);
});

test("the disk is opened once, however much is done at once", async () => {
  await Promise.all([blobs.keepBlob("a", "1"), blobs.keepBlob("b", "2"), blobs.blobOf("c")]);
  await blobs.dropBlob("a");
  assert.equal(disk.open.mock.callCount(), 1);
  assert.deepEqual(disk.open.mock.calls[0].arguments, ["rooms", 1]);
});

test("where the browser keeps nothing, files live as long as the page", async () => {
  disk = { open: () => { throw new DOMException("denied", "SecurityError"); } };
  blobs = await newPage();
  await blobs.keepBlob("a", "Plan");
  assert.equal(await blobs.blobOf("a"), "Plan");
  assert.equal(await blobs.blobOf("b"), undefined);
  await blobs.dropBlob("a");
  assert.equal(await blobs.blobOf("a"), undefined);
  blobs = await newPage();
  assert.equal(await blobs.blobOf("a"), undefined);
});

test("a full disk is no error: the page has the file", async () => {
  disk.files.put.mock.mockImplementation(() => {
    const request = { error: new DOMException("full", "QuotaExceededError") };
    setImmediate(() => request.onerror());
    return request;
  });
  await blobs.keepBlob("a", "Plan");
  assert.equal(await blobs.blobOf("a"), "Plan");
  await settle();
  assert.equal(disk.kept.size, 0);
});
