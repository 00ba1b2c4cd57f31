// <theme-switch>: light, dark or as the device has it. The choice lives in a cookie, so that the server writes it into
// <html> before anything is painted, and in localStorage, so that other open windows follow.
const COOKIE = "darstellung";
const WORDS = { light: "hell", dark: "dunkel" };

class ThemeSwitch extends HTMLElement {
  connectedCallback() {
    this.hidden = false;
    this.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) choose(button.value);
    });
    this.show();
  }

  show() {
    const chosen = document.documentElement.dataset.theme ?? "";
    for (const button of this.querySelectorAll("button")) {
      button.setAttribute("aria-pressed", String(button.value === chosen));
    }
  }
}

function choose(theme) {
  const age = theme ? 365 * 24 * 3600 : 0;
  document.cookie = `${COOKIE}=${WORDS[theme] ?? ""}; path=/; max-age=${age}; samesite=lax`;
  try {
    localStorage.setItem(COOKIE, theme);
  } catch {
    // a browser without storage still has the cookie
  }
  apply(theme);
}

function apply(theme) {
  const root = document.documentElement;
  for (const name of ["data-theme", "data-kern-theme"]) {
    theme ? root.setAttribute(name, theme) : root.removeAttribute(name);
  }
  document.querySelectorAll("theme-switch").forEach((element) => element.show());
}

addEventListener("storage", (event) => {
  if (event.key === COOKIE) apply(event.newValue ?? "");
});

customElements.define("theme-switch", ThemeSwitch);
