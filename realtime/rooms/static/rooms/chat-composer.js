// <chat-composer>: takes what one writes, keeps it while one writes it, and hands it to the room.
import { key, memory, part, say as announce, words } from "./common.js";
import { blobOf, keepBlob } from "./blobs.js";
import { Choosing } from "./choosing.js";
import { Countdown } from "./countdown.js";
import { say } from "../live/bell.js";

const TYPING_EVERY = 4_000;

class ChatComposer extends HTMLElement {
  connectedCallback() {
    this.room = this.closest("chat-room");
    this.form = this.querySelector("form");
    this.text = this.form.elements.text;
    this.place = `rooms:text:${this.room.dataset.me}:${this.room.dataset.room}`;
    if (!this.text.value) this.text.value = memory.getItem(this.place) ?? "";
    part("hint", this).hidden = !matchMedia("(pointer: fine)").matches;
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.pressed(event));
    part("answer-nothing", this).addEventListener("click", (event) => {
      event.preventDefault();
      this.answer(null);
      this.text.focus();
    });
    this.choosing = new Choosing(this.room, this.form, (sentence) => this.room.complain(sentence));
    this.rest(Number(this.dataset.toWait));
    this.grow();
  }

  // In a slow room: how long until one's next message is taken. One may write, it is sent in time.
  rest(seconds = Number(this.dataset.pause)) {
    const line = part("pause", this);
    if (!line) return;
    this.countdown ??= new Countdown((time) => {
      line.hidden = !time;
      line.textContent = words("nextIn", { time });
    });
    this.countdown.to(Date.now() + 1000 * seconds);
  }

  // The message answered from now on; `null`: none.
  answer(item) {
    this.form.elements.reply_to.value = item?.dataset.seq ?? "";
    part("answered", this).hidden = !item;
    part("answered-words", this).textContent = item?.dataset.asAnswered ?? "";
    if (item) this.text.focus();
  }

  // Words that come back, to be changed and sent anew.
  async take({ text, reply_to: answered, files = [], alt = "" }) {
    for (const { key: fileKey, name } of files) {
      const blob = await blobOf(fileKey);
      if (blob) this.choosing.add([new File([blob], name, { type: blob.type })]);
    }
    if (alt) this.form.elements.alt_text.value = alt;
    this.text.value = [this.text.value.trim(), text].filter(Boolean).join("\n\n");
    this.answer(answered ? document.getElementById(`nachricht-${answered}`) : null);
    this.form.elements.reply_to.value = answered ?? "";
    this.put(this.text.value);
  }

  // Whoever watches the text box is told as if somebody had typed.
  put(text) {
    this.text.value = text;
    this.text.dispatchEvent(new Event("input", { bubbles: true }));
    this.text.focus();
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text && !this.choosing.files.length) return this.text.focus();
    this.form.querySelector(".refusal")?.remove();
    const { files, alt } = this.choosing.take();
    const entry = { key: key(), text, reply_to: Number(this.form.elements.reply_to.value) || null };
    this.answer(null);
    this.put("");
    announce(words("sending"));
    files.forEach((one) => keepBlob(one.key, one.file));
    const names = files.map(({ key: fileKey, name }) => ({ key: fileKey, name }));
    this.room.send(files.length ? { ...entry, files: names, alt } : entry);
  }

  pressed(event) {
    const plain = !event.shiftKey && !event.altKey && !event.isComposing;
    const choosing = this.querySelector(".suggestions");
    if (event.key !== "Enter" || choosing || !(event.ctrlKey || (plain && matchMedia("(pointer: fine)").matches))) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  typed() {
    this.grow();
    if (this.text.value) memory.setItem(this.place, this.text.value);
    else memory.removeItem(this.place);
    if (!this.text.value || Date.now() - (this.told ?? 0) < TYPING_EVERY) return;
    this.told = Date.now();
    say({ type: "typing", stream: this.room.dataset.stream });
  }

  // As high as what is written, within what the style sheet allows.
  grow() {
    this.text.rows = Math.min(8, Math.max(1, this.text.value.split("\n").length));
  }
}

customElements.define("chat-composer", ChatComposer);
