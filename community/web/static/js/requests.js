// htmx sends the CSRF token of the cookie, says politely when a request fails, and leaves errors with words on the page.
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRFToken"] = csrfToken();
});

// A refused form comes back as 422 with its errors: that answer is shown like any other.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:sendError", () => say(words("offline")));
document.addEventListener("htmx:responseError", () => say(words("failed")));

export function csrfToken() {
  return document.cookie.match(/(?:^|;\s*)(?:__Host-)?csrftoken=([^;]+)/)?.[1] ?? "";
}

/** Reads a sentence to screen readers through the page's live region. */
export function say(sentence) {
  const region = document.getElementById("meldungen");
  if (region) region.textContent = sentence;
}

function words(key) {
  return document.getElementById("meldungen")?.dataset[key] ?? "";
}
