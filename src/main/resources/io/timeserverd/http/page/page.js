/*
 * The page: the time in one place, large; the places that are pinned; how far this computer's clock is off. The address names
 * the place after its #, so that it can be sent to a colleague.
 *
 *   measure.js -> clock.js     the reference clock: exchanges with the server, carried on by the browser's timer
 *   answers.js                 offsets and changes of clocks of each place
 *   place.js, pins.js, computer.js, search.js     show them
 *   words.js                   says them
 */
import { Answers, localAt, nameAndWhere } from './answers.js';
import { ReferenceClock } from './clock.js';
import { showComputer } from './computer.js';
import { addressOf, find, say } from './dom.js';
import { Measuring } from './measure.js';
import { Pins } from './pins.js';
import { showPlace, showSeconds, showTrouble } from './place.js';
import { Search } from './search.js';
import * as words from './words.js';

const MINUTE_MS = 60_000;

/** Timers that are late by this much were late because the computer slept. */
const ASLEEP_MS = 5000;

const clock = new ReferenceClock();
const measuring = new Measuring(clock, () => showComputer(clock, measuring));
const answers = new Answers(answerCame);
const pins = new Pins(answers, () => queueMicrotask(showAll));
new Search(choose);

/** The place that is asked for, and the one that is shown: the same once its answer is there. Empty: the server's default place. */
let asked = '';
let shown = null;
let minuteShown = 0;

/** The place in the address. What stands after an @ is an instant, and this page is about now. */
function addressed() {
  try {
    return decodeURIComponent(location.hash.slice(1)).split('@')[0].trim();
  } catch {
    return '';
  }
}

function choose(spelling) {
  location.hash = addressOf(spelling);
  ask();
}

function ask() {
  asked = addressed();
  const { answer, refusal } = answers.of(asked);
  if (refusal) {
    answers.forget(asked);
  }
  if (answer) {
    answerCame(asked);
  }
  answers.want(asked, clock.now());
}

function answerCame(spelling) {
  const { answer, refusal } = answers.of(spelling);
  const isFirst = shown === null;
  if (spelling === asked) {
    showTrouble(answer ? undefined : refusal);
  }
  if (answer && spelling !== shown && (spelling === asked || isFirst)) {
    shown = spelling;
    say(`${nameAndWhere(answer)[0]}: ${words.hourAndMinute(localAt(answer, clock.now()))}`);
  } else if (refusal && isFirst) {
    answers.want('', clock.now());
  }
  showAll();
}

function showAll() {
  const now = clock.now();
  minuteShown = Math.floor(now / MINUTE_MS);
  for (const spelling of [asked, ...pins.spellings]) {
    answers.want(spelling, now);
  }
  pins.show(now, shown);
  const { answer } = answers.of(shown);
  if (answer) {
    showPlace(answer, now, pins.has(pinnable()));
    showSeconds(answer, now);
  }
}

/** The spelling that pins the place shown: the default place may become another one, so that its name is pinned. */
function pinnable() {
  return shown || nameAndWhere(answers.of(shown).answer)[0];
}

/** Runs at each full second of the reference clock. */
function tick(due) {
  if (clock.check() || performance.now() - due > ASLEEP_MS) {
    measuring.again();
    minuteShown = 0;
  }
  const now = clock.now();
  const { answer } = answers.of(shown);
  if (Math.floor(now / MINUTE_MS) !== minuteShown) {
    showAll();
  } else if (answer) {
    showSeconds(answer, now);
  }
  showComputer(clock, measuring);
  const left = 1000 - clock.now() % 1000;
  setTimeout(tick, left, performance.now() + left);
}

find('pin').addEventListener('click', () => shown !== null && pins.toggle(pinnable(), find('name').textContent));
addEventListener('hashchange', ask);
addEventListener('online', () => measuring.again());
document.addEventListener('visibilitychange', () => document.hidden || measuring.again());

find('page').hidden = false;
ask();
tick(performance.now());
measuring.run();
