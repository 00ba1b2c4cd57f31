// <net-test>: tries the three ways in which something reaches this browser, and says it in words that can be copied.
const ROUNDS = 5;
const SLACK = 0.5; // seconds by which an answer may seem to come early

class NetTest extends HTMLElement {
  connectedCallback() {
    this.words = JSON.parse(this.dataset.words);
    this.querySelector("[data-without-script]").remove();
    this.querySelector("[data-with-script]").hidden = false;
    this.start = this.querySelector("[data-start]");
    this.start.addEventListener("click", () => this.run());
    this.querySelector("[data-copy]").addEventListener("click", () => this.copy());
  }

  async run() {
    this.start.disabled = true;
    const results = {};
    for (const name of ["plain", "socket", "held"]) this.show(name, "running");
    await Promise.all(
      ["plain", "socket", "held"].map(async (name) => {
        results[name] = await this[name]();
        this.show(name, results[name].works ? "works" : "fails", results[name].text);
      }),
    );
    this.report(results);
    this.start.disabled = false;
  }

  async plain() {
    const times = [];
    try {
      for (let n = 0; n < ROUNDS; n++) times.push(await timed(() => this.fetch(this.dataset.plain)));
    } catch (error) {
      return this.result(false, "plainBroken", { reason: error.message });
    }
    return this.result(true, "plainFine", { n: ROUNDS, ms: mean(times) });
  }

  async held() {
    const started = performance.now();
    const passed = () => (performance.now() - started) / 1000;
    try {
      await this.fetch(this.dataset.held);
    } catch (error) {
      return this.result(false, "heldBroken", { s: Math.round(passed()), reason: error.message });
    }
    const early = passed() < Number(this.dataset.heldFor) - SLACK;
    return this.result(!early, early ? "heldEarly" : "heldFine", { s: Math.round(passed()) });
  }

  // Connects, asks for a few echoes, then waits in silence for the last word.
  socket() {
    return new Promise((resolve) => {
      const socket = new WebSocket(`${location.protocol.replace("http", "ws")}//${location.host}${this.dataset.socket}`);
      const started = performance.now();
      const echoes = [];
      let [opened, asked] = [0, 0];
      const ask = () => {
        asked = performance.now();
        socket.send('{"type":"echo"}');
      };
      socket.onopen = () => {
        opened = performance.now() - started;
        ask();
      };
      socket.onmessage = ({ data }) => {
        if (JSON.parse(data).type === "echo") {
          echoes.push(performance.now() - asked);
          if (echoes.length < ROUNDS) ask();
          return;
        }
        socket.onclose = null;
        resolve(this.result(true, "socketFine", { ms: Math.round(opened), echo: mean(echoes) }));
      };
      socket.onclose = () => {
        const s = Math.round((performance.now() - started) / 1000);
        resolve(opened ? this.result(false, "socketCut", { s }) : this.result(false, "socketRefused"));
      };
    });
  }

  async fetch(address) {
    const answer = await fetch(address, { cache: "no-store" });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return answer.json();
  }

  result(works, word, places = {}) {
    return { works, text: this.say(word, places) };
  }

  show(name, state, text = "") {
    const place = this.querySelector(`[data-result=${name}]`);
    place.dataset.state = state;
    place.textContent = text ? `${this.words[state]}: ${text}` : this.words[state];
  }

  report({ plain, socket, held }) {
    const verdict = !plain.works ? "nothing" : socket.works ? "allGood" : held.works ? "held" : "slow";
    const lines = [...this.querySelectorAll("dt")].map((name) => `${name.textContent}: ${name.nextElementSibling.textContent}`);
    this.querySelector("[data-verdict]").textContent = this.words[verdict];
    this.querySelector("[data-text]").textContent = [
      `${this.words.title}, ${new Date().toLocaleString(document.documentElement.lang)}`,
      location.origin,
      navigator.userAgent,
      ...lines,
      this.words[verdict],
    ].join("\n");
    this.querySelector("[data-report]").hidden = false;
  }

  async copy() {
    const text = this.querySelector("[data-text]");
    getSelection().selectAllChildren(text);
    await navigator.clipboard?.writeText(text.textContent).catch(() => {});
    this.querySelector("[data-copied]").textContent = navigator.clipboard ? this.words.copied : "";
  }

  say(word, places) {
    return this.words[word].replace(/\{(\w+)\}/g, (_, place) => places[place] ?? "");
  }
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function mean(times) {
  return Math.round(times.reduce((sum, time) => sum + time, 0) / times.length);
}

customElements.define("net-test", NetTest);
