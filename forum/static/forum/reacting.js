// Reacting without leaving the page: the button sends its form, what changed comes in as for everyone else.
import { csrfToken, say, words } from "./common.js";

const thread = document.querySelector("live-thread");

// A branch keeps its shape until the page is loaded again: there the form works as without this script.
if (thread && !thread.isNested) thread.addEventListener("submit", react);

async function react(event) {
  const form = event.target.closest("form[data-reactions]");
  if (!form) return;
  event.preventDefault();
  const button = event.submitter;
  // `button.formAction` would be this page where the button says nothing of its own.
  const reply = await fetch(button.getAttribute("formaction") ?? form.action, {
    method: "POST",
    body: new URLSearchParams({ kind: button.value, page: location.pathname }),
    headers: { Accept: "application/json", "X-CSRFToken": csrfToken() },
  }).catch(() => null);
  if (reply?.ok) return thread.catchUp();
  const refusal = reply ? await reply.json().catch(() => ({})) : {};
  if (refusal.sign_in) return location.assign(refusal.sign_in);
  say(refusal.detail ?? words("notDone"));
}
