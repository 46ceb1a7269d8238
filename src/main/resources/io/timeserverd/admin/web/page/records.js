/* The records of the view, newest first, each with all of its fields when it is opened. */
import { find, make, setText } from './dom.js';
import { filterButton } from './filters.js';
import { colourOf, swatch } from './plot.js';
import * as words from './words.js';

/** Older rows than these are removed when newer ones appear. */
const MOST = 500;

const FIELDS = {
  id: 'Number', time: 'Time', answered: 'Instant answered', client: 'Client', port: 'Port', listener: 'Listener', request: 'Request',
  outcome: 'Outcome', place: 'Place', country: 'Country', zone: 'Zone', format: 'Format', zone_release: 'Zone release',
  place_release: 'Place release', clock_state: 'Clock', error_bound_ns: 'Error bound', reply_crc32c: 'CRC-32C of the reply',
  requests: 'Requests', last_time: 'Time of the last',
};
const FILTER_OF = { client: 'client', port: 'port', country: 'country', place: 'place', zone: 'zone', request: 'grep', outcome: 'outcome', listener: 'listener' };

export function clearRecords() {
  find('rows').replaceChildren();
}

/** @param records newest first, older than those that are shown */
export function addOlder(records) {
  find('rows').append(...records.map(record => row(record, false)));
}

/** @param records newest first, newer than those that are shown */
export function addNewer(records) {
  find('rows').prepend(...records.map(record => row(record, true)));
  const rows = [...find('rows').querySelectorAll('.record')];
  rows.slice(MOST).forEach(old => {
    close(old);
    old.remove();
  });
}

/** The smallest id that is shown, or 0. */
export function oldestId() {
  const ids = [...find('rows').querySelectorAll('.record')].map(row => Number(row.dataset.id));
  return ids.length === 0 ? 0 : Math.min(...ids);
}

export function showCount(isLive, isDone) {
  const shown = find('rows').querySelectorAll('.record').length;
  setText(find('records-note'), shown === 0 ? '' : `the newest ${words.count(shown)}${isLive ? ', new ones appear' : ''}`);
  find('none').hidden = shown > 0 || !isDone;
}

function row(record, isNew) {
  const time = make('button', { type: 'button', class: 'time', 'aria-expanded': 'false' },
    make('span', { class: 'date' }, `${record.time.slice(0, 10)} `), record.time.slice(11, 23));
  const place = record.place || record.zone;
  const cells = [
    time,
    record.client ?? '',
    request(record),
    make('span', { class: 'outcome' }, swatch(colourOf(record.outcome)), ` ${words.escaped(record.outcome)}`),
    make('bdi', {}, words.escaped(place)),
    record.listener,
  ];
  const classes = `record${record.outcome === 'ok' ? '' : ' error'}${isNew ? ' new' : ''}`;
  const element = make('tr', { role: 'row', class: classes }, ...cells.map(cell => make('td', { role: 'cell' }, cell)));
  element.dataset.id = record.id;
  element.addEventListener('click', () => getSelection().isCollapsed && toggle(element, record));
  return element;
}

function request(record) {
  if (record.requests > 1) {
    return make('em', {}, words.counted(record.requests, 'request'));
  }
  return record.request === '' ? make('span', { class: 'quiet' }, '(empty)') : make('bdi', {}, words.escaped(record.request));
}

function toggle(element, record) {
  if (!close(element)) {
    element.querySelector('.time').setAttribute('aria-expanded', 'true');
    element.after(make('tr', { role: 'row', class: 'fields' }, make('td', { role: 'cell', colspan: 6 }, fields(record))));
  }
}

/** Closes the fields of a record; returns whether they were open. */
function close(element) {
  const isOpen = element.nextElementSibling?.classList.contains('fields') ?? false;
  if (isOpen) {
    element.nextElementSibling.remove();
    element.querySelector('.time').setAttribute('aria-expanded', 'false');
  }
  return isOpen;
}

function fields(record) {
  return make('dl', {}, ...Object.entries(FIELDS).map(([name, label]) =>
    make('div', {}, make('dt', {}, label), make('dd', {}, value(name, record)))));
}

function value(name, record) {
  const raw = record[name];
  if (raw === null || raw === '') {
    return '–';
  }
  if (name === 'error_bound_ns') {
    return words.duration(raw);
  }
  const text = words.escaped(String(raw));
  return name in FILTER_OF ? filterButton(FILTER_OF[name], raw, text) : text;
}
