// Seconds that run down on the screen: `say(time)` every second, such as "0:17", and once with "" at the end.
export class Countdown {
  constructor(say) {
    this.say = say;
  }

  // Counts to this moment (milliseconds since 1970); a moment that has passed ends it.
  to(moment) {
    clearTimeout(this.timer);
    const left = Math.ceil((moment - Date.now()) / 1000);
    this.say(left > 0 ? clock(left) : "");
    if (left > 0) this.timer = setTimeout(() => this.to(moment), 1000);
  }
}

export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
