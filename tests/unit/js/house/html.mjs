// As much of HTML as the server sends to our modules: whole elements, quoted attributes, a handful of entities.
const TOKEN = /<!--[\s\S]*?-->|<(\/)?([a-z][\w-]*)((?:\s+[\w-]+(?:="[^"]*")?)*)\s*\/?>|[^<]+/g;
const VOID = new Set(["br", "hr", "img", "input", "link", "meta"]);
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"' };

// The nodes of this text, made by `make(tag)`; texts are strings.
export function parse(text, make) {
  const root = make("root");
  const open = [root];
  for (const [token, closing, tag, attributes] of text.matchAll(TOKEN)) {
    if (!tag) {
      if (!token.startsWith("<!--")) open.at(-1).append(decoded(token));
    } else if (closing) {
      const [closed] = open.splice(-1);
      if (closed.tagName !== tag.toUpperCase()) throw new Error(`</${tag}> closes <${closed.tagName}> in ${text}`);
    } else {
      const element = make(tag);
      for (const [, name, value = ""] of attributes.matchAll(/([\w-]+)(?:="([^"]*)")?/g)) element.setAttribute(name, decoded(value));
      open.at(-1).append(element);
      if (!VOID.has(tag)) open.push(element);
    }
  }
  if (open.length > 1) throw new Error(`<${open.at(-1).tagName}> is not closed in ${text}`);
  return root.childNodes;
}

function decoded(text) {
  return text.replace(/&(amp|lt|gt|quot);/g, (_, name) => ENTITIES[name]);
}
