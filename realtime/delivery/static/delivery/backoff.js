// How long to wait before the next attempt: anything from nothing to 5 seconds, doubling up to a minute, so that a
// thousand browsers that lost the same server do not come back at the same moment.
const FIRST = 5_000;
const LONGEST = 60_000;
const STABLE = 5_000;

export class Backoff {
  failures = 0;

  next() {
    return Math.random() * Math.min(LONGEST, FIRST * 2 ** this.failures++);
  }

  // Only a connection that lasts wipes the slate.
  opened() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.failures = 0), STABLE);
  }

  closed() {
    clearTimeout(this.timer);
  }
}
