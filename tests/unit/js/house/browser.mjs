// A browser that stands still: its clock moves when a test says so, its network answers what a test says.
import { mock } from "node:test";
import { Element, h } from "./dom.mjs";
import { parse } from "./html.mjs";

let pages = 0;

// A new page with these sentences and elements. Time stands at a round moment, chance in the middle.
export function openPage({ words = {}, body = [] } = {}) {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"], now: 1_700_000_000_000 });
  mock.method(Math, "random", () => 0.5);
  openWindow();
  const document = h("html", {}, h("div", { "data-words": JSON.stringify(words) }), h("p", { id: "meldungen" }), ...body);
  Object.assign(document, { cookie: "csrftoken=abc", documentElement: h("html"), title: "Seite", readyState: "complete" });
  Object.assign(document, { activeElement: null, adoptNode: (node) => (node.remove(), node) });
  const globals = {
    window: globalThis,
    document,
    localStorage: storage(),
    location: { protocol: "https:", host: "house.example", hash: "", reload: mock.fn(), assign: mock.fn() },
    navigator: { onLine: true, sendBeacon: mock.fn() },
    HTMLElement: Element,
    DOMParser: Parser,
    customElements: { define: mock.fn() },
    reportError: mock.fn(),
    fetch: mock.fn(() => Promise.reject(new TypeError("offline"))),
  };
  for (const [name, value] of Object.entries(globals)) define(name, value);
  return document;
}

// What modules hear from here on comes from a window of its own. Returns the way to tell it something.
export function openWindow() {
  const page = new EventTarget();
  for (const name of ["addEventListener", "removeEventListener", "dispatchEvent"]) define(name, page[name].bind(page));
  return globalThis.dispatchEvent;
}

function define(name, value) {
  Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
}

// These modules and all they import, as a page that has just been loaded has them.
export async function load(...addresses) {
  pages += 1;
  const found = [];
  for (const address of addresses) found.push(await import(`static/${address}?${pages}`));
  return Object.assign({}, ...found);
}

// Lets everything happen that waits for nothing but its turn.
export async function settle() {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}

export async function pass(milliseconds) {
  await settle();
  mock.timers.tick(milliseconds);
  await settle();
}

class Parser {
  parseFromString(html) {
    const body = h("body", {}, ...parse(html, h));
    return Object.assign(h("html", {}, body), { body });
  }
}

export function answer(status, data = {}) {
  return { status, ok: status < 400, json: async () => data, text: async () => data };
}

export function storage() {
  const kept = new Map();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, String(value)),
    removeItem: (name) => void kept.delete(name),
  };
}

// Every socket that was opened, newest last; a test plays the server.
export function sockets() {
  const opened = [];
  globalThis.WebSocket = class Socket {
    static OPEN = 1;
    readyState = 0;
    said = [];
    constructor(url) {
      this.url = url;
      opened.push(this);
    }
    send(text) { this.said.push(JSON.parse(text)); }
    close() { this.readyState = 3; }
    accept() { this.readyState = 1; this.onopen(); }
    hear(message) { this.onmessage({ data: JSON.stringify(message) }); }
    end(code = 1006) { this.readyState = 3; this.onclose({ code }); }
  };
  return opened;
}

// Locks and channels between the tabs of one browser: whoever asks first holds a lock until it lets go.
export function tabsOfOneBrowser() {
  const [queues, channels] = [new Map(), new Set()];
  navigator.locks = {
    request(name, { signal }, hold) {
      const held = (queues.get(name) ?? Promise.resolve()).then(() => (signal.aborted ? Promise.reject(signal.reason) : hold()));
      queues.set(name, held.catch(() => {}));
      return held;
    },
  };
  globalThis.BroadcastChannel = class Channel extends EventTarget {
    constructor(name) {
      super();
      this.name = name;
      channels.add(this);
    }
    postMessage(data) {
      for (const other of channels) if (other !== this && other.name === this.name) other.hear(data);
    }
    hear(data) {
      this.onmessage?.({ data });
      this.dispatchEvent(Object.assign(new Event("message"), { data }));
    }
    close() { channels.delete(this); }
  };
}
