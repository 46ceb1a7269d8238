/* The filters of the view: each has one or more values, and a value with a ! leaves out the records that have it. */
import { find, make } from './dom.js';
import { FILTERS, go, readView } from './view.js';
import { escaped } from './words.js';

/** Before a text that must be the whole value, and not only a part of it, as for timeserver-admin. */
const EXACTLY = '=';
const NOT = '!';
const CONTAINED = ['place', 'grep'];

export function prepareFilters() {
  for (const [name, label] of Object.entries(FILTERS)) {
    find('filter-name').append(make('option', { value: name }, label));
  }
  find('filter-form').addEventListener('submit', event => {
    event.preventDefault();
    const value = find('filter-value').value;
    if (value !== '') {
      add(find('filter-name').value, value);
      find('filter-value').value = '';
    }
  });
}

function add(name, value) {
  const view = readView();
  go({ ...view, [name]: [...view[name] ?? [], value] });
}

function remove(name, value) {
  const view = readView();
  go({ ...view, [name]: view[name].filter(each => each !== value) });
}

export function showFilters(view) {
  find('chips').replaceChildren(...Object.keys(FILTERS).flatMap(name =>
    (view[name] ?? []).map(value => make('li', {}, chip(name, value)))));
}

function chip(name, value) {
  const text = `${FILTERS[name]} ${worded(name, value)}`;
  const button = make('button', { type: 'button', 'aria-label': `Remove the filter ${text}` }, text, make('span', { 'aria-hidden': true }, ' ×'));
  button.addEventListener('click', () => remove(name, value));
  return button;
}

function worded(name, value) {
  if (value.length > 1 && value.startsWith(NOT)) {
    return `not ${worded(name, value.slice(1))}`;
  }
  if (!CONTAINED.includes(name)) {
    return escaped(value);
  }
  const text = value.startsWith(EXACTLY) ? escaped(value.slice(1)) : `contains ${escaped(value)}`;
  return text === '' ? '(empty)' : text;
}

/** A button that filters by a whole value; with Shift it leaves out the records that have this value. */
export function filterButton(name, value, label) {
  const button = make('button', { type: 'button', class: 'value', title: `Only ${FILTERS[name].toLowerCase()} ${label}; with Shift, all others` },
    make('bdi', {}, label));
  const whole = CONTAINED.includes(name) ? EXACTLY + value : String(value);
  button.addEventListener('click', event => {
    if (event.shiftKey) {
      add(name, NOT + whole);
    } else {
      go({ ...readView(), [name]: [whole] });
    }
  });
  return button;
}
