// As much of CSS selectors as our modules use: lists, the combinators ` ` and `>`, :scope and :not(…).
const COMPOUND = /^(\*|[\w-]+)?((?:[.#][\w-]+|\[[^\]]+\]|:scope|:not\([^)]*\))*)$/;
const SIMPLE = /\.[\w-]+|#[\w-]+|\[[^\]]+\]|:scope|:not\([^)]*\)/g;
const PARTS = /\s*>\s*|\s+(?![^[]*\])/; // of a chain; blanks in a value are none
const parsed = new Map();

// Whether one of the selectors of the list leads to the element; `:scope` is `scope`.
export function leadsTo(element, selector, scope) {
  if (!parsed.has(selector)) parsed.set(selector, selector.split(",").map((one) => chainOf(one.trim())));
  return parsed.get(selector).some((chain) => follows(element, chain, chain.length - 1, scope));
}

// "a > b c" as its compounds from left to right, each with what stands before it.
function chainOf(selector) {
  const combinators = selector.match(new RegExp(PARTS, "g")) ?? [];
  return selector.split(PARTS).map((compound, at) => ({
    test: testOf(compound),
    isChild: at > 0 && combinators[at - 1].includes(">"),
  }));
}

function follows(element, chain, at, scope) {
  if (!chain[at].test(element, scope)) return false;
  if (at === 0) return true;
  if (chain[at].isChild) return element.parentElement !== null && follows(element.parentElement, chain, at - 1, scope);
  for (let above = element.parentElement; above; above = above.parentElement) {
    if (follows(above, chain, at - 1, scope)) return true;
  }
  return false;
}

function testOf(compound) {
  const [, tag, rest] = COMPOUND.exec(compound) ?? fail(compound);
  const tests = (rest.match(SIMPLE) ?? []).map(simple);
  if (tag && tag !== "*") tests.unshift((element) => element.tagName === tag.toUpperCase());
  return (element, scope) => tests.every((one) => one(element, scope));
}

function simple(text) {
  if (text === ":scope") return (element, scope) => element === scope;
  if (text.startsWith(":not(")) {
    const inner = testOf(text.slice(5, -1));
    return (element, scope) => !inner(element, scope);
  }
  if (text[0] === ".") return (element) => element.classList.contains(text.slice(1));
  if (text[0] === "#") return (element) => element.id === text.slice(1);
  const [, name, value] = /^\[([\w-]+)(?:="?([^"\]]*)"?)?\]$/.exec(text) ?? fail(text);
  return (element) => (value === undefined ? element.hasAttribute(name) : element.getAttribute(name) === value);
}

function fail(selector) {
  throw new Error(`this document does not know ${selector}`);
}
