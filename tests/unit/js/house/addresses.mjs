// `static/live/bell.js` and, from a module of ours, `../live/bell.js` are files of some app's static folder.
//
// What is asked for with a mark behind it (`?2`) passes the mark on to what it imports: a page of its own.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));
const FOLDERS = ["community", "forum", "realtime"].flatMap((app) => staticFolders(join(ROOT, app)));

export async function resolve(specifier, context, next) {
  const address = addressOf(specifier, context.parentURL);
  if (!address) return next(specifier, context);
  const file = FOLDERS.map((folder) => join(folder, address.pathname)).find(existsSync);
  if (!file) throw new Error(`no app serves ${address.pathname}`);
  return { url: pathToFileURL(file).href + address.search, format: "module", shortCircuit: true };
}

function addressOf(specifier, parent = "") {
  if (specifier.startsWith("static/")) return new URL(specifier.slice("static".length), "http://house");
  const [page, here] = parent.split("/static/");
  if (!here || !page.startsWith(pathToFileURL(ROOT).href) || !specifier.startsWith(".")) return null;
  const address = new URL(specifier, `http://house/${here}`);
  address.search = new URL(parent).search;
  return address;
}

function staticFolders(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "node_modules")
    .flatMap(({ name }) => (name === "static" ? [join(folder, name)] : staticFolders(join(folder, name))));
}
