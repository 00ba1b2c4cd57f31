// Answering without leaving the page: "Antworten", "Zitieren" (also of a selection), sending.
import { csrfToken, say, words } from "./common.js";

const form = document.querySelector("#antworten form");
const thread = document.querySelector("live-thread");

if (form && thread) {
  thread.addEventListener("click", (event) => {
    const link = event.target.closest("[data-reply], [data-quote]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    answer(link.dataset.reply ?? link.dataset.number, link.dataset.name);
    if (link.dataset.quote) quote(link);
    form.elements.text.focus();
  });
  form.querySelector("[data-answer-question]")?.addEventListener("click", (event) => {
    event.preventDefault();
    answer("", "");
    form.elements.text.focus();
  });
  form.addEventListener("submit", send);
}

function answer(number, name) {
  const line = form.querySelector("[data-answered]");
  const toPost = Number(number) > 1;
  form.elements.reply_to.value = toPost ? number : "";
  line.hidden = !toPost;
  line.querySelector("[data-answered-text]").textContent = toPost ? words("answerTo", { number, name }) : "";
}

// A selection inside the post is quoted alone; otherwise the whole post.
async function quote(link) {
  const selected = selectionIn(link.closest("article"));
  const text = selected
    ? `> **[${words("wrote", { name: link.dataset.name })}](${link.dataset.link}):**\n>\n${selected.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n")}`
    : await fetch(link.dataset.quote).then((reply) => (reply.ok ? reply.text() : ""));
  const box = form.elements.text;
  box.value = `${box.value.trim() ? `${box.value.trimEnd()}\n\n` : ""}${text}\n\n`;
  box.dispatchEvent(new Event("input", { bubbles: true }));
  box.setSelectionRange(box.value.length, box.value.length);
}

function selectionIn(article) {
  const selection = window.getSelection();
  const words = article.querySelector("[data-quotable]");
  if (!words || selection.isCollapsed || !words.contains(selection.anchorNode) || !words.contains(selection.focusNode)) return "";
  return selection.toString().trim();
}

async function send(event) {
  if (!("end" in thread.dataset)) return; // The post will stand on another page: go there.
  event.preventDefault();
  const button = form.querySelector("[type=submit]");
  button.disabled = true;
  const body = new FormData(form);
  let reply;
  try {
    reply = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json", "X-CSRFToken": csrfToken() } });
  } catch {
    return failed(button, words("offline"));
  }
  const data = await reply.json().catch(() => ({}));
  if (data.sign_in) return location.assign(data.sign_in);
  // The page that comes back then has a box to tick.
  if (data.code === "confirm") return form.submit();
  if (data.pending) {
    form.querySelector("draft-keeper").done();
    return location.assign(data.url);
  }
  if (!reply.ok) return failed(button, data.detail ?? words("failed"));
  button.disabled = false;
  await finished(data);
}

async function finished({ number, url }) {
  form.elements.text.value = "";
  form.elements.key.value = crypto.randomUUID?.() ?? key();
  forgetFiles(form.querySelector("[data-files]"));
  answer("", "");
  form.querySelector(".field-error, .refusal")?.remove();
  form.querySelector("draft-keeper").done();
  await thread.catchUp();
  const post = document.getElementById(`beitrag-${number}`);
  if (!post) return location.assign(url);
  post.focus({ preventScroll: true });
  post.scrollIntoView({ block: "center" });
  say(words("published"));
}

// The files are published: what is chosen and what was kept belongs to no further answer.
function forgetFiles(part) {
  part.querySelectorAll("[name=files], [name=alt_text]").forEach((box) => (box.value = ""));
  part.querySelectorAll("[name=kept]").forEach((box) => box.closest("fieldset")?.remove());
  part.open = false;
}

function failed(button, sentence) {
  button.disabled = false;
  form.querySelector(".refusal")?.remove();
  const line = document.createElement("p");
  line.className = "refusal";
  line.setAttribute("role", "alert");
  line.textContent = sentence;
  button.before(line);
}

// Only for pages without a secure context, where the browser has no randomUUID.
function key() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
