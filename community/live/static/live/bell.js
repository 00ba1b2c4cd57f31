// The port in the browser. Content listens here, a transport carries; neither knows the other.
//
//   const stop = listen("room:12", {
//     event(message) {},    what came for this stream, as the server sent it: "message", "typing", "presence", …
//     head(number, how) {}, how far the stream has moved by now: catch up if you are behind. `how`: "head", it was
//                           rung just now; "subscribed"; "heads", as everybody is told every 25 seconds
//     revoked(reason) {},   the right to hear it has ended; nothing more will come
//     state(name) {},       see below; told at once and with every change
//     catchUp({ wait, signal }) {},  optional: fetch what is new by HTTP, may hold the answer `wait` seconds.
//   });                            While the state is "polling" the transport calls it over and over.
//
// States: "connecting"; "live": events arrive by themselves; "polling": nothing arrives by itself, who gave no
// catchUp asks the server now and then; "over": signed out or suspended, asking is of no use either.
const listeners = new Map();
let transport = null;
let current = "connecting";

export function listen(stream, listener) {
  const group = listeners.get(stream) ?? new Set();
  listeners.set(stream, group.add(listener));
  listener.state?.(current);
  transport?.subscribe(stream);
  return () => {
    if (group.delete(listener) && !group.size && listeners.get(stream) === group) {
      listeners.delete(stream);
      transport?.unsubscribe(stream);
    }
  };
}

// A word to the others on a stream: say({ type: "typing", stream: "room:12" }). Lost where there is no socket.
export function say(message) {
  transport?.say(message);
}

// For transports: { subscribe(stream), unsubscribe(stream), say(message) }. A subscription may be asked for again;
// the answer each time is how far the stream has moved. What comes back is for the transport to call.
export function carry(carrier) {
  transport = carrier;
  for (const stream of listeners.keys()) carrier.subscribe(stream);
  return { deliver, become, listenersOf: (stream) => [...(listeners.get(stream) ?? [])], streams: () => [...listeners.keys()] };
}

function deliver(message) {
  if (message.type === "heads") {
    for (const [stream, head] of Object.entries(message.heads)) each(stream, "head", head, "heads");
  } else if (message.type === "subscribed" || message.type === "head") {
    each(message.stream, "head", message.head, message.type);
  } else if (message.type === "revoked") {
    each(message.stream, "revoked", message.reason);
    listeners.delete(message.stream);
  } else if (message.stream) {
    each(message.stream, "event", message);
  }
}

function become(state) {
  if (state === current) return;
  current = state;
  for (const stream of [...listeners.keys()]) each(stream, "state", state);
}

function each(stream, what, ...values) {
  for (const listener of [...(listeners.get(stream) ?? [])]) {
    try {
      listener[what]?.(...values);
    } catch (error) {
      reportError(error);
    }
  }
}

// All module scripts have run by now: if none of them carries, none will.
document.addEventListener("DOMContentLoaded", () => transport || become("polling"));
