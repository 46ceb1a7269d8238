/*
 * The view, which is in the address as a whole: since and until as timeserver-admin takes them, the filters with a list of values
 * each, and still. A view without an end is live, unless it has still.
 */
import { query } from './server.js';

/** The filters, named after the options of timeserver-admin, and their labels. */
export const FILTERS = {
  client: 'Client',
  port: 'Port',
  place: 'Place',
  country: 'Country',
  zone: 'Zone',
  grep: 'Request',
  outcome: 'Outcome',
  listener: 'Listener',
};

/** The labels of the buttons, short and long. */
export const RANGES = {
  '1h': ['1 h', 'The last hour'],
  '6h': ['6 h', 'The last 6 hours'],
  '24h': ['24 h', 'The last 24 hours'],
  '7d': ['7 d', 'The last 7 days'],
  '30d': ['30 d', 'The last 30 days'],
  all: ['All', 'All records'],
};

const DEFAULT_SINCE = '24h';
const NAMES = ['since', 'until', ...Object.keys(FILTERS), 'still'];

export function readView() {
  const given = new URLSearchParams(location.hash.slice(1));
  const view = { since: DEFAULT_SINCE };
  for (const name of NAMES.filter(name => given.has(name))) {
    view[name] = name in FILTERS ? given.getAll(name) : given.get(name);
  }
  return view;
}

/** Shows another view, as a step in the browser's history. */
export function go(view) {
  const shown = Object.fromEntries(NAMES.filter(name => view[name]).map(name => [name, view[name]]));
  if (shown.since === DEFAULT_SINCE && !shown.until) {
    delete shown.since;
  }
  location.hash = query(shown);
}

export function isLive(view) {
  return !view.until && !view.still;
}

/** The parameters of requests for the view. */
export function parameters(view) {
  const { still, ...rest } = view;
  if (rest.since === 'all') {
    delete rest.since;
  }
  return rest;
}

/** The view between two times, in seconds. */
export function between(view, from, to) {
  return { ...view, since: iso(from), until: iso(to) };
}

function iso(second) {
  return new Date(second * 1000).toISOString().replace('.000Z', 'Z');
}
