/*
 * What the server said of each place that the page shows. The offset of a place holds until its next change of clocks; it is
 * asked for again then, and once a day, since governments change rules.
 */
import { backoff } from './measure.js';
import { askPlace, Refusal } from './server.js';
import { DAY } from './words.js';

/** Requests under way at once, so that hundreds of pins are no burst. */
const AT_ONCE = 2;

export class Answers {
  #known = new Map();
  /** Places to ask for, in order, and those whose request is under way. */
  #wanted = new Set();
  #asking = new Set();
  #failures = 0;
  #isWaiting = false;
  #changed;

  /** @param changed called with the spelling when an answer, or a refusal, has come */
  constructor(changed) {
    this.#changed = changed;
  }

  /** What is known of a place: answer, refusal, both undefined while nothing is. */
  of(spelling) {
    return this.#known.get(spelling) ?? {};
  }

  /** Has a place asked for, unless its answer holds. */
  want(spelling, now) {
    const { answer, refusal, askedAt } = this.of(spelling);
    const isOld = !(answer || refusal) || now - askedAt > DAY || hasChanged(answer, now, askedAt);
    if (isOld && !this.#asking.has(spelling)) {
      this.#wanted.add(spelling);
      this.#ask(now);
    }
  }

  forget(spelling) {
    this.#known.delete(spelling);
    this.#wanted.delete(spelling);
  }

  #ask(now) {
    while (this.#asking.size < AT_ONCE && this.#wanted.size > 0 && !this.#isWaiting) {
      const [spelling] = this.#wanted;
      this.#wanted.delete(spelling);
      this.#asking.add(spelling);
      this.#askOne(spelling, now).finally(() => {
        this.#asking.delete(spelling);
        this.#ask(now);
      });
    }
  }

  async #askOne(spelling, now) {
    try {
      this.#known.set(spelling, { answer: await askPlace(spelling), askedAt: now });
      this.#failures = 0;
    } catch (e) {
      if (!(e instanceof Refusal) || e.isPassing) {
        this.#wanted.add(spelling);
        this.#wait(Math.max(e.retryMs ?? 0, backoff(this.#failures++)), now);
      }
      if (e instanceof Refusal) {
        this.#known.set(spelling, { ...this.of(spelling), refusal: e, askedAt: now });
      }
    }
    this.#changed(spelling);
  }

  #wait(ms, now) {
    this.#isWaiting = true;
    setTimeout(() => {
      this.#isWaiting = false;
      this.#ask(now + ms);
    }, ms);
  }
}

/** Whether clocks changed after the answer came. */
function hasChanged(answer, now, askedAt) {
  const change = answer?.next ? answer.next.unix * 1000 : Infinity;
  return askedAt < change && change <= now;
}

/** Offset, abbreviation and daylight in force at a place. */
export function typeAt(answer, now) {
  return answer.next !== null && answer.next.unix * 1000 <= now ? answer.next.after : answer;
}

/** The local time at a place, in milliseconds. */
export function localAt(answer, now) {
  return now + typeAt(answer, now).offset * 1000;
}

/** The change of clocks that is still to come. */
export function nextChange(answer, now) {
  return answer.next !== null && answer.next.unix * 1000 > now ? answer.next : null;
}

/** A name and where that is: ["Paris", "Île-de-France, France"]. */
export function nameAndWhere(answer) {
  const name = answer.place ?? answer.zone;
  const parts = [answer.region, answer.country].filter(part => part && part !== name);
  return [name, parts.join(', ') || (name === answer.zone ? '' : answer.zone)];
}
