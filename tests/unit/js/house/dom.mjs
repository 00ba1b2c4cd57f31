// As much of a document as our modules touch: elements in a tree, simple selectors, events that bubble.
const SELECTOR = /^([\w-]+)?((?:\.[\w-]+)*)((?:\[[^\]]+\])*)$/;

export class Element extends EventTarget {
  constructor(tag = "div") {
    super();
    this.tagName = tag.toUpperCase();
    this.attributes = new Map();
    this.nodes = [];
    this.hidden = false;
    this.parentElement = null;
    this.dataset = new Proxy(this, DATASET);
  }

  get children() { return this.nodes.filter((node) => node instanceof Element); }
  get firstElementChild() { return this.children[0] ?? null; }
  get content() { return this.getAttribute("content") ?? this; } // of a meta, of a template
  get className() { return this.getAttribute("class") ?? ""; }
  set className(names) { this.setAttribute("class", names); }
  get textContent() { return this.nodes.map((node) => node.textContent ?? node).join(""); }
  set textContent(text) { this.nodes = text === "" ? [] : [String(text)]; }

  getAttribute(name) { return this.attributes.get(name) ?? null; }
  setAttribute(name, value) { this.attributes.set(name, String(value)); }
  removeAttribute(name) { this.attributes.delete(name); }

  append(...nodes) {
    for (const node of nodes) {
      if (node instanceof Element) node.remove(), (node.parentElement = this);
      this.nodes.push(node);
    }
  }

  remove() {
    if (this.parentElement) this.parentElement.nodes = this.parentElement.nodes.filter((node) => node !== this);
    this.parentElement = null;
  }

  cloneNode() {
    const copy = new this.constructor(this.tagName);
    copy.hidden = this.hidden;
    this.attributes.forEach((value, name) => copy.setAttribute(name, value));
    copy.append(...this.nodes.map((node) => node.cloneNode?.() ?? node));
    return copy;
  }

  matches(selector) {
    const [, tag, classes, attributes] = SELECTOR.exec(selector) ?? fail(selector);
    if (tag && tag.toUpperCase() !== this.tagName) return false;
    if (!classes.split(".").filter(Boolean).every((name) => this.className.split(" ").includes(name))) return false;
    return [...attributes.matchAll(/\[([\w-]+)(?:="?([^"\]]*)"?)?\]/g)].every(([, name, value]) =>
      value === undefined ? this.attributes.has(name) : this.getAttribute(name) === value);
  }

  querySelectorAll(selector) {
    return this.children.flatMap((child) => [...(child.matches(selector) ? [child] : []), ...child.querySelectorAll(selector)]);
  }

  querySelector(selector) { return this.querySelectorAll(selector)[0] ?? null; }
  closest(selector) { return this.matches(selector) ? this : (this.parentElement?.closest(selector) ?? null); }
  getElementById(id) { return this.querySelector(`[id="${id}"]`); }
  createElement(tag) { return new Element(tag); }
  click() { this.dispatchEvent(new Event("click", { bubbles: true })); }

  dispatchEvent(event) {
    if (!Object.hasOwn(event, "target")) Object.defineProperty(event, "target", { value: this });
    const wanted = super.dispatchEvent(event);
    if (event.bubbles) this.parentElement?.dispatchEvent(event);
    return wanted;
  }
}

const DATASET = {
  get: (element, name) => element.getAttribute(dashed(name)) ?? undefined,
  set: (element, name, value) => (element.setAttribute(dashed(name), value), true),
  deleteProperty: (element, name) => (element.removeAttribute(dashed(name)), true),
};

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

function fail(selector) {
  throw new Error(`this document does not know ${selector}`);
}
