// The transport behind the bell in the browser: one socket for all tabs, waiting requests where sockets are refused.
import { carry } from "../live/bell.js";
import { Line } from "./line.js";
import { Memory } from "./memory.js";
import { Polling } from "./polling.js";
import { Tabs } from "./tabs.js";

const HERE_AFTER = 3_000; // Who only leafs through is not there.
const HERE_EVERY = 25_000;

const member = document.querySelector("meta[name=member]").content;
const url = `${location.protocol.replace("http", "ws")}//${location.host}/ws/`;
const mine = new Set();
const memory = new Memory();
let line = null;
let state = "connecting";

const tabs = new Tabs(`dialog-socket-${member}`, { lead, told });
tabs.announce = () => tabs.post({ want: [...mine] });
const tower = carry({
  subscribe(stream) {
    mine.add(stream);
    changed([stream]);
  },
  unsubscribe(stream) {
    mine.delete(stream);
    changed();
  },
  say,
});
const polling = new Polling(tower.listenersOf);

// Something else is wanted, by us or by another tab; who asked for `again` is told where these streams stand.
function changed(again = []) {
  if (!line) return tabs.post({ want: [...mine], again });
  line.want([...mine, ...tabs.wanted()]);
  for (const message of again.flatMap((stream) => [...memory.about(stream)])) spread(message);
  poll();
}

function lead() {
  line = new Line(url, { hear, become });
  tabs.post({ leads: true });
  changed();
}

function say(message) {
  if (line) line.say(message);
  else tabs.post({ say: message });
}

function hear(message) {
  if (message.type === "hello" && String(message.member) !== member) return leave("over"); // Somebody else signed in.
  memory.note(message);
  spread(message);
}

function spread(message) {
  tabs.post({ hear: message });
  receive(message);
}

function receive(message) {
  if (message.type === "revoked") mine.delete(message.stream);
  tower.deliver(message);
}

function become(now) {
  state = now;
  if (line) tabs.post({ state });
  tower.become(state);
  poll();
}

function poll() {
  polling.want(state === "polling" ? [...mine] : []);
}

function told({ leads, hear: message, state: now, want, again, bye, say }) {
  if (leads) tabs.post({ want: [...mine], again: [...mine] });
  if (message) receive(message);
  if (now && !line) become(now);
  if (line && say) line.say(say);
  if (line && want) tabs.post({ state });
  if (line && (want || bye)) changed(again);
}

function leave(last = "connecting") {
  line?.close();
  line = null;
  tabs.leave();
  become(last);
}

function here() {
  if (!document.hidden && mine.size) say({ type: "here", streams: [...mine] });
}

tabs.enter();
setInterval(here, HERE_EVERY);
document.addEventListener("visibilitychange", () => setTimeout(here, HERE_AFTER));
setTimeout(here, HERE_AFTER);
// A page in the browser's history keeps nothing; back in front it begins anew.
addEventListener("pagehide", () => leave());
addEventListener("pageshow", ({ persisted }) => persisted && tabs.enter());
