// <live-thread data-url data-head> brings in what changed since this page was made: the same fragments a reload shows.
// It hears the thread's bell. On the last page new posts appear in their place, elsewhere a line leads to them.
import { listen } from "../live/bell.js";
import { say, words } from "./common.js";

class LiveThread extends HTMLElement {
  connectedCallback() {
    this.head = Number(this.dataset.head);
    this.elsewhere = new Set();
    this.running = Promise.resolve();
    this.addEventListener("click", (event) => this.fold(event));
    this.stop = listen(`thread:${this.dataset.thread}`, {
      head: (head) => head > this.head && this.catchUp(),
      catchUp: (asked) => this.catchUp(asked),
    });
  }

  disconnectedCallback() {
    this.stop();
  }

  // Fetches and applies all changes; resolves to how many posts were new on this page. One at a time: the bell and
  // the answer to one's own post come together.
  catchUp({ wait = 0, signal } = {}) {
    this.running = this.running.catch(() => {}).then(() => this.fetchChanges(wait, signal));
    return this.running;
  }

  async fetchChanges(wait, signal) {
    let [added, news] = [0, 0];
    for (let more = true; more;) {
      const question = new URLSearchParams({ nach: this.head, ...(wait && { wait }) });
      const answer = await fetch(`${this.dataset.url}?${question}`, { headers: { "X-Fragment": "1" }, signal });
      if (!answer.ok) return added;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const changes = page.querySelector("[data-head]");
      const applied = this.apply([...changes.querySelectorAll(":scope > [data-number]")]);
      added += applied.added;
      news += applied.news;
      this.head = Number(changes.dataset.head);
      more = "more" in changes.dataset;
    }
    if (news) this.tell(news);
    return added;
  }

  // `added` stand on this page now; `news` are those of others, here or on another page.
  apply(articles) {
    let [added, news] = [0, 0];
    for (const article of articles) {
      const shown = document.getElementById(article.id);
      const left = article.classList.contains("moved-post");
      if (left && !shown) continue;
      if (!shown && !this.elsewhere.has(article.id)) {
        if (!article.classList.contains("post--own")) news += 1;
        if ("end" in this.dataset) {
          this.place(article);
          added += 1;
        } else this.elsewhere.add(article.id);
      } else if (shown && !this.isNested) this.replace(shown, article);
      window.htmx?.process(article);
    }
    return { added, news };
  }

  // The fragment is made for the thread read in order; a branch keeps its shape until the page is loaded again.
  get isNested() {
    return this.classList.contains("thread--nested");
  }

  place(article) {
    const later = [...this.querySelectorAll(":scope > [data-number]")].find(
      (other) => Number(other.dataset.number) > Number(article.dataset.number),
    );
    this.insertBefore(article, later ?? null);
  }

  replace(shown, article) {
    const focused = shown.contains(document.activeElement) && document.activeElement.id;
    for (const box of shown.querySelectorAll("input[id]")) keepChoice(box, article);
    for (const part of shown.querySelectorAll("details[id][open]")) keepOpen(part, article);
    shown.replaceWith(article);
    if (focused !== false) (document.getElementById(focused) ?? article).focus({ preventScroll: true });
  }

  tell(news) {
    say(count(news));
    if (!this.elsewhere.size) return;
    this.line ??= this.appendChild(document.createElement("p"));
    this.line.className = "thread__news";
    const link = document.createElement("a");
    link.href = this.dataset.unread;
    link.textContent = count(this.elsewhere.size);
    this.line.replaceChildren(link);
  }

  // Unfolded posts carry a button that folds them again.
  fold(event) {
    const button = event.target.closest("[data-fold]");
    if (button) button.closest(".post__unfolded")?.replaceChildren();
  }
}

// What was ticked and not sent yet stays ticked when somebody else's vote brings the poll in anew.
function keepChoice(box, article) {
  const twin = article.querySelector(`#${CSS.escape(box.id)}`);
  if (twin && box.checked !== box.defaultChecked) twin.checked = box.checked;
}

// So does what was unfolded to be read.
function keepOpen(part, article) {
  article.querySelector(`#${CSS.escape(part.id)}`)?.setAttribute("open", "");
}

function count(posts) {
  return posts === 1 ? words("newPost") : words("newPosts", { n: posts });
}

customElements.define("live-thread", LiveThread);
