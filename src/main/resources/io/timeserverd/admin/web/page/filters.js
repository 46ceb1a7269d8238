/* The filters in force, and what makes one. */
import { find, make } from './dom.js';
import { FILTERS, go, readView } from './view.js';
import { escaped } from './words.js';

/** A text that must be the whole, and not only contained: as timeserver-admin takes it. */
const EXACTLY = '=';
const CONTAINED = ['place', 'grep'];

export function prepareFilters() {
  for (const [name, label] of Object.entries(FILTERS)) {
    find('filter-name').append(make('option', { value: name }, label));
  }
  find('filter-form').addEventListener('submit', event => {
    event.preventDefault();
    const value = find('filter-value').value;
    if (value !== '') {
      go({ ...readView(), [find('filter-name').value]: value });
      find('filter-value').value = '';
    }
  });
}

export function showFilters(view) {
  find('chips').replaceChildren(...Object.keys(FILTERS).filter(name => view[name]).map(name => make('li', {}, chip(view, name))));
}

function chip(view, name) {
  const text = `${FILTERS[name]} ${worded(name, view[name])}`;
  const button = make('button', { type: 'button', 'aria-label': `Remove the filter ${text}` }, text, make('span', { 'aria-hidden': true }, ' ×'));
  button.addEventListener('click', () => go({ ...readView(), [name]: undefined }));
  return button;
}

function worded(name, value) {
  if (!CONTAINED.includes(name)) {
    return escaped(value);
  }
  const text = value.startsWith(EXACTLY) ? escaped(value.slice(1)) : `contains ${escaped(value)}`;
  return text === '' ? '(empty)' : text;
}

/** A button that filters by a whole value. */
export function filterButton(name, value, label) {
  const button = make('button', { type: 'button', class: 'value', title: `Only ${FILTERS[name].toLowerCase()} ${label}` },
    make('bdi', {}, label));
  button.addEventListener('click', () => {
    go({ ...readView(), [name]: CONTAINED.includes(name) ? EXACTLY + value : value });
  });
  return button;
}
