// As much of a document as our modules touch: elements in a tree, selectors, events that bubble. Nothing is laid out.
import { parse } from "./html.mjs";
import { leadsTo } from "./selectors.mjs";

const FRAGMENT = "#FRAGMENT";

export class Element extends EventTarget {
  constructor(tag = "div") {
    super();
    this.tagName = tag.toUpperCase();
    this.attributes = new Map();
    this.nodes = [];
    this.parentElement = null;
    this.dataset = new Proxy(this, DATASET);
    this.classList = new ClassList(this);
    if (this.tagName === "TEMPLATE") this.fragment = new Element(FRAGMENT);
  }

  get childNodes() { return [...this.nodes]; }
  get children() { return this.nodes.filter((node) => node instanceof Element); }
  get firstElementChild() { return this.children[0] ?? null; }
  get lastElementChild() { return this.children.at(-1) ?? null; }
  get previousElementSibling() { return sibling(this, -1); }
  get nextElementSibling() { return sibling(this, 1); }
  get isConnected() { return globalThis.document?.contains(this) ?? false; }
  get content() { return this.fragment ?? this.getAttribute("content"); } // of a template, of a meta
  get className() { return this.getAttribute("class") ?? ""; }
  set className(names) { this.setAttribute("class", names); }
  get textContent() { return this.nodes.map((node) => node.textContent ?? node).join(""); }
  set textContent(text) { this.replaceChildren(...(text === "" ? [] : [String(text)])); }
  set innerHTML(html) { this.replaceChildren(...parse(html, (tag) => new Element(tag))); }

  getAttribute(name) { return this.attributes.get(name) ?? null; }
  hasAttribute(name) { return this.attributes.has(name); }
  setAttribute(name, value) { this.attributes.set(name, String(value)); }
  removeAttribute(name) { this.attributes.delete(name); }
  toggleAttribute(name, wanted = !this.hasAttribute(name)) { wanted ? this.setAttribute(name, "") : this.removeAttribute(name); }

  append(...nodes) { put(this, () => (this.fragment ?? this).nodes.length, nodes); }
  prepend(...nodes) { put(this, 0, nodes); }
  before(...nodes) { put(this.parentElement, () => this.parentElement.nodes.indexOf(this), nodes); }
  after(...nodes) { put(this.parentElement, () => this.parentElement.nodes.indexOf(this) + 1, nodes); }

  replaceWith(...nodes) {
    this.after(...nodes);
    this.remove();
  }

  replaceChildren(...nodes) {
    const { children } = this.fragment ?? this;
    children.forEach((child) => child.remove());
    (this.fragment ?? this).nodes = [];
    this.append(...nodes);
  }

  remove() {
    if (this.parentElement) this.parentElement.nodes = this.parentElement.nodes.filter((node) => node !== this);
    this.parentElement = null;
  }

  cloneNode() {
    const copy = new this.constructor(this.tagName);
    this.attributes.forEach((value, name) => copy.setAttribute(name, value));
    copy.append(...(this.fragment ?? this).nodes.map((node) => node.cloneNode?.() ?? node));
    return copy;
  }

  matches(selector, scope = this) { return leadsTo(this, selector, scope); }
  contains(other) { return other === this || (other?.parentElement ? this.contains(other.parentElement) : false); }

  querySelectorAll(selector, scope = this) {
    return this.children.flatMap((child) => [...(child.matches(selector, scope) ? [child] : []), ...child.querySelectorAll(selector, scope)]);
  }

  querySelector(selector) { return this.querySelectorAll(selector)[0] ?? null; }
  closest(selector) { return this.matches(selector) ? this : (this.parentElement?.closest(selector) ?? null); }
  getElementById(id) { return this.querySelector(`[id="${id}"]`); }
  createElement(tag) { return new Element(tag); }
  click() { this.dispatchEvent(new Event("click", { bubbles: true, cancelable: true })); }
  focus() { document.activeElement = this; }
  scrollIntoView() {}

  dispatchEvent(event) {
    if (!Object.hasOwn(event, "target")) Object.defineProperty(event, "target", { value: this });
    const wanted = super.dispatchEvent(event);
    if (event.bubbles) this.parentElement?.dispatchEvent(event);
    return wanted;
  }
}

// Properties that are attributes.
for (const name of ["id", "href"]) {
  Object.defineProperty(Element.prototype, name, {
    get() { return this.getAttribute(name) ?? ""; },
    set(value) { this.setAttribute(name, value); },
  });
}
for (const name of ["hidden", "open", "disabled"]) {
  Object.defineProperty(Element.prototype, name, {
    get() { return this.hasAttribute(name); },
    set(value) { this.toggleAttribute(name, Boolean(value)); },
  });
}
Object.defineProperty(Element.prototype, "search", {
  get() { return /\?[^#]*/.exec(this.href)?.[0] ?? ""; },
  set(search) { this.href = this.href.replace(/(\?[^#]*)?(?=#|$)/, search); },
});

const DATASET = {
  get: (element, name) => element.getAttribute(dashed(name)) ?? undefined,
  set: (element, name, value) => (element.setAttribute(dashed(name), value), true),
  has: (element, name) => element.hasAttribute(dashed(name)),
  deleteProperty: (element, name) => (element.removeAttribute(dashed(name)), true),
};

class ClassList {
  constructor(element) { this.element = element; }
  get names() { return this.element.className.split(/\s+/).filter(Boolean); }
  contains(name) { return this.names.includes(name); }
  toggle(name, wanted = !this.contains(name)) {
    this.element.className = [...this.names.filter((one) => one !== name), ...(wanted ? [name] : [])].join(" ");
  }
  add(name) { this.toggle(name, true); }
  remove(name) { this.toggle(name, false); }
}

// Nodes leave where they were; `at` may be a function, for they may have stood before. Of a fragment only what it holds
// comes, and what a template holds is in its fragment, not in the document.
function put(place, at, given) {
  const parent = place.fragment ?? place;
  const nodes = given.flatMap((node) => (node.tagName === FRAGMENT ? node.childNodes : [node]));
  for (const node of nodes) if (node instanceof Element) node.remove();
  parent.nodes.splice(typeof at === "function" ? at() : at, 0, ...nodes);
  for (const node of nodes) if (node instanceof Element) node.parentElement = parent;
}

function sibling(element, step) {
  const among = element.parentElement?.children ?? [];
  return among[among.indexOf(element) + step] ?? null;
}

// h("li.message", { "data-key": 1 }, "words", h("b")) makes an element.
export function h(name, attributes = {}, ...nodes) {
  const [tag, ...classes] = name.split(".");
  const element = new Element(tag);
  if (classes.length) element.className = classes.join(" ");
  Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
  element.append(...nodes);
  return element;
}

function dashed(name) {
  return `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
