/*
 * The reference clock of the page: the server's time, carried on by the browser's monotonic timer. The computer's clock is only
 * compared with it, so that no step of that clock moves a clock on the page.
 *
 * An exchange is measured as NTP measures it (RFC 5905, section 8): the request leaves at t1 and the reply arrives at t4, by
 * the timer; the server notes when the request arrived and when its reply left. The server's time less the timer's is
 * ((receive - t1) + (transmit - t4)) / 2, wrong by half of the round trip at most.
 */

/** Exchanges that are remembered; the best of them counts (RFC 5905, section 10). */
const KEPT = 8;

/** What the timer may gain or lose: crystals in computers are this good, in milliseconds a millisecond. */
const DRIFT = 50e-6;

/** Browsers tell times in steps of a millisecond or less, on purpose: by no more is a reading of either clock wrong. */
const TIMER_STEP_MS = 1;

/** The computer's clock ran this far ahead of the timer: it was set, or the computer slept and the timer stood still. */
const JUMP_MS = 1000;

export class ReferenceClock {
  #exchanges = [];
  /** The reference time less the computer's, for when there is no exchange to go by. */
  #correction = 0;
  /** How far the computer's clock is ahead of the timer. */
  #lead = wallLead();
  #isInterrupted = false;

  /** All in milliseconds: sent and arrived by the timer, receive and transmit by the server's clock. */
  add({ sent, arrived, receive, transmit }) {
    const exchange = {
      ahead: ((receive - sent) + (transmit - arrived)) / 2,
      roundTrip: Math.max(0, (arrived - sent) - (transmit - receive)),
      at: arrived,
    };
    const agreeing = this.#exchanges.filter(other => agree(exchange, other));
    this.#exchanges = [exchange, ...agreeing].slice(0, KEPT);
    this.#correction = this.now() - Date.now();
    this.#isInterrupted = false;
  }

  /** UNIX milliseconds by the server's clock, or by the computer's while nothing is measured. */
  now() {
    const best = this.#best();
    return best === null ? Date.now() + this.#correction : performance.now() + best.ahead;
  }

  /** How far the computer's clock is ahead, and the bound of that measurement's error, without the server's own; or null. */
  measurement() {
    const best = this.#best();
    if (best === null) {
      return null;
    }
    return {
      offset: this.#lead - best.ahead,
      distance: distance(best, performance.now()),
      roundTrip: best.roundTrip,
      exchanges: this.#exchanges.length,
      age: performance.now() - best.at,
    };
  }

  /** Whether what was measured is void since the computer slept or its clock was set forward, which look the same. */
  get isInterrupted() {
    return this.#isInterrupted;
  }

  /** Follows the computer's clock; called each second. Returns whether it jumped, so that it is to be measured again. */
  check() {
    const jump = wallLead() - this.#lead;
    if (Math.abs(jump) > TIMER_STEP_MS) {
      this.#lead += jump;
    }
    if (jump > JUMP_MS) {
      this.#exchanges = [];
      this.#isInterrupted = true;
    }
    return Math.abs(jump) > JUMP_MS;
  }

  #best() {
    const now = performance.now();
    return this.#exchanges.reduce(
      (best, next) => best === null || distance(next, now) < distance(best, now) ? next : best, null);
  }
}

/** Date.now() is cut to whole milliseconds: half of one is the middle of what it can mean. */
function wallLead() {
  return 0.5 + Date.now() - performance.now();
}

/** The bound of an exchange's error now. */
function distance(exchange, now) {
  return exchange.roundTrip / 2 + TIMER_STEP_MS + DRIFT * (now - exchange.at);
}

/** Exchanges whose bounds exclude each other were not made with the same two clocks: one of them was set. */
function agree(a, b) {
  return Math.abs(a.ahead - b.ahead) <= distance(a, a.at) + distance(b, a.at);
}
