// Files that wait to be sent, kept in this browser: they survive a reload as the words do.
//
// Where the browser keeps nothing (private windows of some), they live as long as the page.
const here = new Map();

export async function keepBlob(key, file) {
  here.set(key, file);
  await use("readwrite", (files) => files.put(file, key));
}

export async function blobOf(key) {
  return here.get(key) ?? (await use("readonly", (files) => files.get(key)));
}

export async function dropBlob(key) {
  here.delete(key);
  await use("readwrite", (files) => files.delete(key));
}

// One step on the store; `undefined` where there is none.
async function use(mode, step) {
  try {
    const database = await opened();
    return await answer(step(database.transaction("files", mode).objectStore("files")));
  } catch {
    return undefined;
  }
}

let opening;

function opened() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("rooms", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("files");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  return opening;
}

function answer(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
