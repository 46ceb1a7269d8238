/* The panel about this computer's clock: how far it is off, by what measurement, and how far the server itself can be trusted. */
import { find, say, setText } from './dom.js';
import * as words from './words.js';

/** The ends of the scale that shows the offset. */
const SCALES_MS = [10, 100, 1000, 10_000, 60_000, 600_000, 3_600_000, words.DAY, 30 * words.DAY];

/** A first verdict is said aloud once it rests on this many exchanges. */
const ENOUGH = 4;

let saidKind = '';

export function showComputer(clock, measuring) {
  const measurement = clock.measurement();
  const { told, awaySince } = measuring;
  showNotice(told, awaySince, measurement !== null);
  find('computer').classList.toggle('unmeasured', measurement === null);
  find('gauge').hidden = measurement === null;
  setText(find('server-clock'), told === null ? '' : words.serverClock(told.state, told.boundMs));
  if (measurement === null) {
    const wait = clock.isInterrupted ? 'This computer slept, or its clock was set: measuring again \u2026'
      : 'Measuring this computer\u2019s clock \u2026';
    showVerdict([awaySince === null ? wait : 'This computer\u2019s clock cannot be measured now.', '', '']);
    return;
  }
  const isTrusted = told.state === 'synchronised' || told.state === 'holdover';
  const serverBound = isTrusted ? told.boundMs : null;
  const sentence = words.verdict(measurement.offset, measurement.distance, serverBound);
  showVerdict(sentence);
  find('computer').classList.toggle('right', Math.abs(measurement.offset) <= measurement.distance + (serverBound ?? 0));
  showGauge(measurement.offset, measurement.distance + (serverBound ?? 0), serverBound !== null);
  setText(find('round-trip'), words.bound(Math.max(0.1, measurement.roundTrip)));
  setText(find('measured'), measurement.age < 1000 ? 'just now' : `${words.duration(measurement.age)} ago`);
  setText(find('stratum'), String(told.stratum));
  sayOnce(sentence, measurement.exchanges);
}

function showVerdict(sentence) {
  const parts = find('verdict').children;
  sentence.forEach((text, index) => setText(parts[index], text));
}

/** Says the verdict when it becomes another kind of thing: slow, fast, right. */
function sayOnce(sentence, exchanges) {
  const kind = sentence[1].split(/\s/).at(-1);
  if (exchanges >= ENOUGH && kind !== saidKind) {
    saidKind = kind;
    say(sentence.join(''));
  }
}

function showGauge(offset, distance, isAbsolute) {
  const scale = SCALES_MS.find(size => Math.abs(offset) + distance <= size);
  const gauge = find('gauge');
  gauge.hidden = scale === undefined;
  if (scale !== undefined) {
    gauge.style.setProperty('--offset', offset / scale);
    gauge.style.setProperty('--bound', distance / scale);
    const end = scale < 1000 ? `${scale}\u00a0ms` : words.duration(scale);
    setText(find('zero'), isAbsolute ? 'right' : 'the server');
    setText(find('slow-end'), `${end} ${isAbsolute ? 'slow' : 'behind'}`);
    setText(find('fast-end'), `${end} ${isAbsolute ? 'fast' : 'ahead'}`);
  }
}

function showNotice(told, awaySince, isMeasured) {
  let text = '';
  if (awaySince !== null) {
    const since = words.timeOfDay(awaySince + words.offsetHere(awaySince) * 1000);
    const by = isMeasured ? 'the last measurement' : 'this computer\u2019s clock';
    text = `The server has not answered since ${since}. The clocks go on by ${by}.`;
  } else if (told?.state === 'unsynchronised') {
    text = words.serverClock(told.state, told.boundMs);
  }
  setText(find('notice'), text);
  find('notice').hidden = text === '';
}
