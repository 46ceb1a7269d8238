/*
 * Keeps the reference clock measured: several exchanges in a row, then one now and then while somebody looks. A server that
 * does not answer is asked again after ever longer pauses.
 */
import { exchange, Refusal } from './server.js';

const ROW = 8;
const PAUSE_IN_ROW_MS = 250;
const PAUSE_MS = 64_000;
const FIRST_RETRY_MS = 1000;

export class Measuring {
  /** What the last exchange told of the server's clock: state, boundMs, stratum; null before the first. */
  told = null;
  /** Since when the server does not answer, by the reference clock; null if it does. */
  awaySince = null;
  #clock;
  #changed;
  #leftInRow = ROW;
  #failures = 0;
  #wake = () => {};

  /** @param changed called after each exchange and each failure */
  constructor(clock, changed) {
    this.#clock = clock;
    this.#changed = changed;
  }

  /** Runs for as long as the page. */
  async run() {
    for (;;) {
      const pause = await this.#measure();
      this.#changed();
      await new Promise(resolve => {
        this.#wake = resolve;
        setTimeout(resolve, pause);
      });
      await visible();
    }
  }

  /** Measures again at once: the computer slept, or somebody looks again. */
  again() {
    this.#leftInRow = ROW;
    this.#failures = 0;
    this.#wake();
  }

  /** Returns the pause until the next exchange. */
  async #measure() {
    try {
      const result = await exchange();
      this.#clock.add(result);
      this.told = result;
      this.awaySince = null;
      this.#failures = 0;
      this.#leftInRow--;
      return this.#leftInRow > 0 ? PAUSE_IN_ROW_MS : PAUSE_MS;
    } catch (e) {
      const isRefused = e instanceof Refusal;
      if (!isRefused) {
        this.awaySince ??= this.#clock.now();
      }
      return Math.max(isRefused ? e.retryMs : 0, backoff(this.#failures++));
    }
  }
}

/** 1, 2, 4 … 64 s, each up to a half longer, so that the viewers of a server that comes back do not all ask at once. */
export function backoff(failures) {
  return Math.min(PAUSE_MS, FIRST_RETRY_MS * 2 ** failures) * (1 + Math.random() / 2);
}

function visible() {
  if (!document.hidden) {
    return undefined;
  }
  return new Promise(resolve => document.addEventListener('visibilitychange', resolve, { once: true }));
}
