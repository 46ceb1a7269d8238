/*
 * The console: the records of the journal and the state of the daemon.
 *
 *   view.js -> server.js    the view is in the address; timeserver-admin web reads the journal for it
 *     overview.js           totals and the most frequent values
 *     plot.js               requests over time; drag in it to choose a range
 *     records.js            the records
 *   status.js               the strip at the top, from the daemon itself
 *
 * A new view ends the reading for the former one. A live view asks for new records every second. It asks for the overview
 * again after a pause of several times as long as the last one took.
 */
import { find, make, say, setText } from './dom.js';
import { prepareFilters, showFilters } from './filters.js';
import { showOverview, showProgress } from './overview.js';
import { preparePlot, showBound, showPlot } from './plot.js';
import { addNewer, addOlder, clearRecords, oldestId, showCount } from './records.js';
import { askLines, query } from './server.js';
import { watchStatus } from './status.js';
import { between, go, isLive, parameters, RANGES, readView } from './view.js';

const RECORDS_EACH_MS = 1000;
const OVERVIEW_EACH_MS = 5000;
const PAUSE_FACTOR = 10;

/** Records in one reply; there may be more. */
const PAGE = 100;

let view = readView();
let overview = null;
/** Ends the reading for the view. */
let reading = new AbortController();
let newestId = 0;

/** Reads the view from its beginning. */
async function load() {
  reading.abort();
  reading = new AbortController();
  const { signal } = reading;
  view = readView();
  showControls();
  find('trouble').hidden = true;
  const startMs = performance.now();
  let records = [];
  let isFirst = true;
  await attempt(signal, () => askLines('/overview', parameters(view), signal, line => {
    if ('id' in line) {
      records.push(line);
      return;
    }
    document.body.classList.remove('refused'); // before the plot, which is as wide as there is room
    show(line);
    if (isFirst) {
      clearRecords();
      isFirst = false;
    }
    addOlder(records);
    records = [];
    showCount(isLive(view), line.done);
    find('older').hidden = !line.done || line.records <= shownRecords();
    if (line.done) {
      newestId = line.end - 1;
      document.body.dataset.loadedMs = Math.round(performance.now() - startMs);
      say(find('total').textContent);
    }
  }));
  showProgress({ read: 0, total: 0, done: true });
  if (isFirst && !signal.aborted) {
    showNothing();
    return;
  }
  follow(signal, performance.now() - startMs);
}

/** Otherwise the results of the former view would look like those of the new filters. */
function showNothing() {
  document.body.classList.add('refused');
  setText(find('total'), 'Nothing is shown');
  setText(find('span'), '');
}

function shownRecords() {
  return find('rows').querySelectorAll('.record').length;
}

function show(line) {
  overview = line;
  showProgress(line);
  showPlot(line.plot);
  showBound(line.plot);
  showOverview(line);
  showDownloads();
  if (line.problems.length > 0) {
    complain(`Some of the journal cannot be read: ${line.problems.join('; ')}`);
  }
}

/** Shows what went wrong, unless the view was replaced. */
async function attempt(signal, work) {
  try {
    await work();
  } catch (e) {
    if (!signal.aborted) {
      complain(e.message);
    }
  }
}

function complain(text) {
  setText(find('trouble'), text);
  find('trouble').hidden = false;
}

/** Keeps a live view up to date. */
async function follow(signal, tookMs) {
  let overviewAtMs = performance.now() + Math.max(OVERVIEW_EACH_MS, PAUSE_FACTOR * tookMs);
  while (isLive(view) && !signal.aborted) {
    await new Promise(resolve => setTimeout(resolve, RECORDS_EACH_MS));
    if (document.hidden || signal.aborted) {
      continue;
    }
    await attempt(signal, () => takeNewer(signal));
    if (performance.now() > overviewAtMs) {
      const startMs = performance.now();
      await attempt(signal, () => refresh(signal));
      overviewAtMs = performance.now() + Math.max(OVERVIEW_EACH_MS, PAUSE_FACTOR * (performance.now() - startMs));
    }
  }
}

async function takeNewer(signal) {
  const records = [];
  let end = newestId + 1;
  await askLines('/records', { ...parameters(view), after: newestId }, signal, line => {
    if ('id' in line) {
      records.push(line);
    } else {
      end = line.end;
    }
  });
  if (!signal.aborted) {
    newestId = Math.max(newestId, end - 1);
    addNewer(records);
    showCount(true, true);
  }
}

/** Reads the overview again, and shows it once it is complete. */
function refresh(signal) {
  return askLines('/overview', parameters(view), signal, line => line.done && show(line));
}

async function takeOlder() {
  const { signal } = reading;
  const records = [];
  const { since, until } = bounds();
  await attempt(signal, () => askLines('/records', { ...parameters(view), since, ...until, before: oldestId() }, signal, line => {
    if ('id' in line) {
      records.push(line);
    }
  }));
  addOlder(records);
  find('older').hidden = records.length < PAGE;
  showCount(isLive(view), true);
}

/** The range that is shown, as the server understood it. */
function bounds() {
  return { since: overview.since, until: view.until ? { until: overview.until } : {} };
}

/** Links to exactly the records of the overview. */
function showDownloads() {
  const { since, until } = bounds();
  const shown = query({ ...parameters(view), since, ...until, before: overview.end });
  find('csv').href = `/records.csv?${shown}`;
  find('jsonl').href = `/records.jsonl?${shown}`;
}

function showControls() {
  showFilters(view);
  find('live').setAttribute('aria-pressed', isLive(view));
  for (const button of find('ranges').children) {
    button.setAttribute('aria-pressed', !view.until && button.dataset.since === view.since);
  }
}

function prepareControls() {
  for (const [since, [short, long]] of Object.entries(RANGES)) {
    const button = make('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': long, title: long, 'data-since': since }, short);
    button.addEventListener('click', () => go({ ...readView(), since, until: undefined }));
    find('ranges').append(button);
  }
  find('live').addEventListener('click', () => {
    const since = view.until ? undefined : view.since;
    go({ ...view, since: since ?? '24h', until: undefined, still: isLive(view) ? '1' : undefined });
  });
  find('earlier').addEventListener('click', () => move(-1, 0));
  find('later').addEventListener('click', () => move(1, 1));
  find('wider').addEventListener('click', () => move(-0.5, 0.5));
  find('cancel').addEventListener('click', () => reading.abort());
  find('older').addEventListener('click', takeOlder);
}

/** Moves the ends of the range by fractions of its length: in the same direction, or apart. */
function move(first, last) {
  if (overview === null) {
    return;
  }
  const from = Date.parse(overview.since) / 1000;
  const to = Date.parse(overview.until) / 1000;
  const both = first === -1 ? -1 : last;
  go(between(view, from + (first === 1 ? 1 : first) * (to - from), to + both * (to - from)));
}

prepareControls();
prepareFilters();
preparePlot();
addEventListener('hashchange', load);
watchStatus();
load();
