/* Totals and the most frequent values. */
import { find, make, setText } from './dom.js';
import { filterButton } from './filters.js';
import { colourOf, swatch } from './plot.js';
import * as words from './words.js';

/** The fields that the server counts, and the filter for a value of each. */
const TOPS = [
  { field: 'client', filter: 'client', title: 'Clients', thing: 'client' },
  { field: 'place', filter: 'place', title: 'Places', thing: 'place' },
  { field: 'zone', filter: 'zone', title: 'Zones', thing: 'zone' },
  { field: 'request', filter: 'grep', title: 'Requests', thing: 'request' },
  { field: 'outcome', filter: 'outcome', title: 'Outcomes', thing: 'outcome' },
];

/** Stands for records without a value in a field. No filter selects exactly these. */
const NOTHING = '-';

export function showOverview(overview) {
  const { requests, errors } = overview;
  const rate = errors === 0 ? 'no errors' : `${words.share(errors, requests)} errors`;
  setText(find('total'), requests === 0 ? 'No requests' : `${words.counted(requests, 'request')}, ${rate}`);
  setText(find('span'), words.span(Date.parse(overview.since) / 1000, Date.parse(overview.until) / 1000));
  showTops(overview);
}

function showTops({ top, requests }) {
  const focused = document.activeElement?.dataset?.key;
  find('tops').replaceChildren(...TOPS.map(each => table(each, top[each.field], requests)));
  if (focused) {
    find('tops').querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
  }
}

function table({ field, filter, title, thing }, { most, keys, doubt }, requests) {
  const note = doubt > 0 ? `more than ${words.count(keys)}; each up to ${words.count(doubt)} too low` : words.counted(keys, thing);
  const rows = most.map(({ key, count }) => {
    const name = key === NOTHING ? make('span', { class: 'value' }, `no ${thing}`) : named(field, filter, key);
    const bar = make('span', { class: 'bar', 'aria-hidden': 'true' });
    bar.style.width = `${100 * count / most[0].count}%`;
    return make('tr', {}, make('th', { scope: 'row' }, name, bar), make('td', {}, words.count(count)),
      make('td', { class: 'share' }, words.share(count, requests)));
  });
  const head = make('thead', {}, make('tr', {}, ...[title, 'Requests', 'Share'].map(text =>
    make('th', { scope: 'col' }, make('span', { class: 'unseen' }, text)))));
  return make('section', { class: `top-${field}` },
    make('h2', {}, title, make('small', {}, ` ${note}`)),
    make('table', {}, head, make('tbody', {}, ...rows)));
}

function named(field, filter, key) {
  const button = filterButton(filter, key, words.escaped(key) || '(empty)');
  button.dataset.key = `${filter}=${key}`;
  if (field === 'outcome') {
    button.prepend(swatch(colourOf(key)), ' ');
  }
  return button;
}

/** Shows how much of the journal has been read. */
export function showProgress({ read, total, done }) {
  const percent = total === 0 ? 100 : Math.floor(100 * read / total);
  find('progress').hidden = done;
  find('progress').setAttribute('aria-valuenow', percent);
  find('progress-bar').style.width = `${percent}%`;
  setText(find('progress-text'), `${words.count(read)} of ${words.count(total)} records read`);
}
