/* The strip: the state of the clock and of the service, from the daemon's control socket. */
import { find, make, setText } from './dom.js';
import { askStatus } from './server.js';
import * as words from './words.js';

const PAUSE_MS = 3000;

const STATES = {
  synchronised: 'The clock is synchronised',
  holdover: 'The clock runs on its own',
  unsynchronised: 'The clock is not synchronised',
  unknown: 'The state of the clock is not known',
};

/** The counter of the last reply and the time of that reply, for the rate of requests. */
let last = null;

/** Asks repeatedly while the page is visible. */
export async function watchStatus() {
  for (;;) {
    if (!document.hidden) {
      await look();
    }
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS));
  }
}

async function look() {
  try {
    show(await askStatus(), performance.now());
  } catch {
    showAway('gone', 'The console has ended', 'timeserver-admin web does not answer any more. What is shown stays.');
  }
}

function show(status, now) {
  setText(find('journal'), status.journal_path);
  if (!status.running) {
    showAway('stopped', 'The daemon does not run', `No answer at ${status.control_socket}: ${status.reason}. Its journal can be read all the same.`);
    return;
  }
  if (status.reason) {
    showAway('stopped', 'The daemon cannot be asked', status.reason);
    return;
  }
  find('service').className = status.clock_state;
  setText(find('state'), STATES[status.clock_state] ?? status.clock_state);
  setText(find('clock'), clock(status));
  setText(find('version'), `timeserverd ${status.version}, zones ${status.zone_release}, places ${status.place_release}.`);
  counters(status, now);
  last = { answered: status.answered, now };
}

function showAway(kind, title, why) {
  last = null;
  find('service').className = kind;
  setText(find('state'), title);
  setText(find('clock'), why);
  find('counters').replaceChildren();
}

function clock(status) {
  const parts = [
    ['source', status.clock_source],
    ['error bound', status.error_bound_ns === null ? null : words.duration(status.error_bound_ns)],
    ['offset', status.offset_ns === null ? null : words.duration(status.offset_ns)],
    ['stratum', status.stratum],
    ['', status.clock_problem],
  ];
  return parts.filter(([, value]) => value !== null).map(([label, value]) => `${label} ${value}`.trim()).join(', ');
}

function counters(status, now) {
  const seconds = last === null ? 0 : (now - last.now) / 1000;
  const rate = seconds > 0 && status.answered >= last.answered ? ((status.answered - last.answered) / seconds) : null;
  const shown = [
    ['Requests a second', rate === null ? '…' : rate < 10 ? rate.toFixed(1) : words.count(Math.round(rate))],
    ['Open connections', words.count(status.open)],
    ['Records lost', words.count(status.lost), status.lost > 0],
    ['Journal', status.journal_problem ?? 'ok', status.journal_problem !== null],
    ['Up for', words.uptime(status.uptime_s)],
  ];
  const addsUp = status.connections_add_up && status.answers_add_up;
  if (!addsUp) {
    shown.push(['Counters', 'do not add up', true]);
  }
  find('counters').replaceChildren(...shown.map(([label, value, isBad]) =>
    make('div', isBad ? { class: 'bad' } : {}, make('dt', {}, label), make('dd', {}, value))));
}
