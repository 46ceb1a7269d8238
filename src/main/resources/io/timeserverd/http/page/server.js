/* The requests that the page makes, and what can come of them. */

const TIMEOUT_MS = 10_000;

/** The server refused a request: its error code and words, and the spellings to choose from. */
export class Refusal extends Error {
  constructor(status, retryAfter, { error, message, candidates }) {
    super(message);
    this.code = error;
    this.candidates = candidates ?? [];
    /** Whether the same request may succeed later; the time until then in milliseconds. */
    this.isPassing = status === 429 || status >= 500;
    this.retryMs = retryAfter === null ? 0 : 1000 * Number(retryAfter);
  }
}

async function get(path, signal) {
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  const response = await fetch(path, { cache: 'no-store', signal: signal ? AbortSignal.any([signal, limit]) : limit });
  if (response.ok) {
    return response.json();
  }
  const body = await response.json().catch(() => ({ error: 'internal', message: `the server answers ${response.status}` }));
  throw new Refusal(response.status, response.headers.get('Retry-After'), body);
}

/** The time in a place, all about it; an empty spelling is the server's default place. */
export function askPlace(spelling) {
  return get('/' + spelling.split('/').map(encodeURIComponent).join('/') + '?format=json');
}

/** Up to 20 places that match what was typed, likeliest first. */
export async function findPlaces(text, signal) {
  return (await get('/api/places?q=' + encodeURIComponent(text), signal)).places;
}

let token = 0;

/** One exchange of times: when the request left and its reply arrived by the timer, and what the server says. */
export async function exchange() {
  const path = `/api/sync?token=${++token}`;
  const before = performance.now();
  const reply = await get(path);
  const after = performance.now();
  // The network's part of the time, if the browser tells it: without connecting, and without waiting for this script.
  const timing = performance.getEntriesByName(new URL(path, location).href)[0];
  performance.clearResourceTimings();
  return {
    sent: timing?.requestStart || before,
    arrived: timing?.responseStart || after,
    receive: reply.receive_ns / 1e6,
    transmit: reply.transmit_ns / 1e6,
    state: reply.state,
    boundMs: reply.error_bound_ns === null ? null : reply.error_bound_ns / 1e6,
    stratum: reply.stratum,
  };
}
