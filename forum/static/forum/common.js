// Small things the forum's modules share.

export function csrfToken() {
  return document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? "";
}

// A name for this browser, so that the server can tell two devices apart. It says nothing about the person.
export function deviceName() {
  try {
    let name = localStorage.getItem("device");
    if (!name) localStorage.setItem("device", (name = crypto.randomUUID?.() ?? String(Math.random()).slice(2)));
    return name;
  } catch {
    return "";
  }
}

const spoken = JSON.parse(document.querySelector("[data-words]")?.dataset.words ?? "{}");

// A sentence of this page in the member's language, with its {places} filled in.
export function words(name, places = {}) {
  return (spoken[name] ?? "").replace(/\{(\w+)\}/g, (_, place) => places[place] ?? "");
}

// Tells people who listen to the page instead of looking at it.
export function say(text) {
  const region = document.getElementById("meldungen");
  if (region) region.textContent = text;
}
