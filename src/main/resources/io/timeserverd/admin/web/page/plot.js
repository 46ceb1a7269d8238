/*
 * Plots as SVG: bars of requests by outcome, and a line of the clock's error bound. A range is chosen in the bars by dragging, or
 * with the arrow keys and Enter.
 */
import { draw, find, make, say, setText } from './dom.js';
import { between, go, readView } from './view.js';
import * as words from './words.js';

const HEIGHT = 240;
const MARGIN = { left: 56, right: 8, top: 12, bottom: 26 };
const LABEL_WIDTH = 84;
const TICKS_S = [1, 5, 10, 30, 60, 300, 600, 1800, 3600, 10_800, 21_600, 43_200, 86_400, 172_800, 604_800, 2_592_000];
const BOUND_HEIGHT = 56;

/** The colours of style.css; other outcomes have error-more. They are the same in every view, so that users can learn them. */
const COLOURS = {
  ok: 'ok', 'unknown-place': 'error-1', ambiguous: 'error-2', 'rate-limited': 'error-3',
  'bad-request': 'error-4', 'bad-format': 'error-4', 'bad-instant': 'error-4', 'too-long': 'error-4',
};

let shown = null;
/** The stretches where the selection began and where it is now. */
let selection = null;

export function preparePlot() {
  new ResizeObserver(() => shown && drawPlot()).observe(find('plot'));
  find('plot-table').addEventListener('toggle', showTable);
}

/** @param plot as the server sends it */
export function showPlot(plot) {
  const outcomes = Object.keys(plot.outcomes).map(name => ({
    name, colour: colourOf(name), counts: plot.outcomes[name], sum: sum(plot.outcomes[name]),
  }));
  outcomes.sort((a, b) => (b.name === 'ok') - (a.name === 'ok') || b.sum - a.sum);
  shown = { ...plot, outcomes };
  drawPlot();
  showLegend();
  showTable();
}

function sum(numbers) {
  return numbers.reduce((a, b) => a + b, 0);
}

export function colourOf(outcome) {
  return COLOURS[outcome] ?? 'error-more';
}

function drawPlot() {
  const width = Math.max(280, find('plot').clientWidth);
  const inner = { width: width - MARGIN.left - MARGIN.right, height: HEIGHT - MARGIN.top - MARGIN.bottom };
  const totals = Array.from({ length: shown.stretches }, (_, i) => sum(shown.outcomes.map(outcome => outcome.counts[i])));
  const top = niceAbove(Math.max(1, ...totals));
  const x = stretch => MARGIN.left + inner.width * stretch / shown.stretches;
  const y = count => MARGIN.top + inner.height * (1 - count / top);
  const svg = draw('svg', {
    width, height: HEIGHT, tabindex: 0, role: 'slider', 'aria-label': 'Requests over time: arrows move, with Shift they select, Enter shows the selection',
    'aria-valuemin': 0, 'aria-valuemax': shown.stretches - 1, 'aria-valuenow': selection?.to ?? 0,
    'aria-valuetext': describe(selection?.to ?? 0),
  });
  svg.append(...axes(top, x, y, width), ...bars(x, y), draw('rect', { class: 'selection', y: MARGIN.top, height: inner.height, width: 0 }));
  listen(svg, stretchAt(inner));
  const hadFocus = find('plot').contains(document.activeElement);
  find('plot').replaceChildren(svg);
  if (hadFocus) {
    svg.focus();
  }
  mark();
}

function niceAbove(count) {
  const power = Math.max(10, 10 ** Math.floor(Math.log10(count)));
  return count < 10 ? count
    : [1, 1.2, 1.6, 2, 2.4, 3, 4, 5, 6, 8, 10].map(factor => factor * power).find(nice => nice >= count);
}

function axes(top, x, y, width) {
  const lines = [0, 0.5, 1].filter(part => top >= 10 || part !== 0.5).flatMap(part => [
    draw('line', { class: 'rule', x1: MARGIN.left, x2: width - MARGIN.right, y1: y(part * top), y2: y(part * top) }),
    draw('text', { x: MARGIN.left - 8, y: y(part * top) + 4, 'text-anchor': 'end' }, words.count(Math.round(part * top))),
  ]);
  return [...lines, ...timeTicks(x)];
}

function timeTicks(x) {
  const length = shown.stretches * shown.step;
  const most = Math.max(1, Math.floor((x(shown.stretches) - x(0)) / LABEL_WIDTH));
  const tick = TICKS_S.find(seconds => length / seconds <= most) ?? TICKS_S.at(-1) * Math.ceil(length / most / TICKS_S.at(-1));
  const ticks = [];
  for (let second = Math.ceil(shown.start / tick) * tick; second < shown.start + length; second += tick) {
    const at = x((second - shown.start) / shown.step);
    if (at > x(0) + LABEL_WIDTH / 3 && at < x(shown.stretches) - LABEL_WIDTH / 3) {
      const isMidnight = second % 86_400 === 0;
      ticks.push(
        draw('line', { class: 'rule', x1: at, x2: at, y1: HEIGHT - MARGIN.bottom, y2: HEIGHT - MARGIN.bottom + 5 }),
        draw('text', { class: isMidnight ? 'day' : '', x: at, y: HEIGHT - 6, 'text-anchor': 'middle' },
          isMidnight ? words.day(second) : words.timeOfDay(second, tick < 60)));
    }
  }
  return ticks;
}

/** One path for each outcome: thousands of elements would be slow. */
function bars(x, y) {
  const below = new Array(shown.stretches).fill(0);
  return shown.outcomes.map(({ counts, colour }) => {
    let path = '';
    counts.forEach((count, i) => {
      if (count > 0) {
        const gap = x(1) - x(0) > 4 ? 1 : 0;
        path += `M${x(i).toFixed(1)} ${y(below[i]).toFixed(2)}V${y(below[i] + count).toFixed(2)}H${(x(i + 1) - gap).toFixed(1)}V${y(below[i]).toFixed(2)}Z`;
        below[i] += count;
      }
    });
    return draw('path', { class: colour, d: path });
  });
}

function stretchAt(inner) {
  return event => {
    const box = find('plot').getBoundingClientRect();
    const at = Math.floor((event.clientX - box.left - MARGIN.left) / inner.width * shown.stretches);
    return Math.max(0, Math.min(shown.stretches - 1, at));
  };
}

function listen(svg, stretchAt) {
  svg.addEventListener('pointerdown', event => {
    svg.setPointerCapture(event.pointerId);
    selection = { from: stretchAt(event), to: stretchAt(event), isDragged: true };
    mark();
  });
  svg.addEventListener('pointermove', event => {
    if (selection?.isDragged) {
      selection.to = stretchAt(event);
      mark();
    } else {
      setText(find('readout'), describe(stretchAt(event)));
    }
  });
  svg.addEventListener('pointerup', () => {
    const isRange = selection?.isDragged && selection.from !== selection.to;
    if (isRange) {
      show();
    } else {
      selection = null;
      mark();
    }
  });
  svg.addEventListener('pointercancel', () => {
    selection = null;
    mark();
  });
  svg.addEventListener('pointerleave', () => selection || setText(find('readout'), ''));
  svg.addEventListener('keydown', event => onKey(event, svg));
}

function onKey(event, svg) {
  const moves = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -Infinity, End: Infinity };
  if (event.key in moves) {
    const to = Math.max(0, Math.min(shown.stretches - 1, (selection?.to ?? shown.stretches) + moves[event.key]));
    selection = { from: event.shiftKey ? selection?.from ?? to : to, to };
    mark();
    svg.setAttribute('aria-valuenow', to);
    svg.setAttribute('aria-valuetext', describe(to));
  } else if (event.key === 'Enter' && selection) {
    show();
  } else if (event.key === 'Escape') {
    selection = null;
    mark();
  } else {
    return;
  }
  event.preventDefault();
}

/** Shows the selection, and describes it in words. */
function mark() {
  const rect = find('plot').querySelector('.selection');
  if (selection === null) {
    rect.setAttribute('width', 0);
    setText(find('readout'), '');
    return;
  }
  const [first, last] = ends();
  const inner = rect.ownerSVGElement.width.baseVal.value - MARGIN.left - MARGIN.right;
  rect.setAttribute('x', MARGIN.left + inner * first / shown.stretches);
  rect.setAttribute('width', inner * (last + 1 - first) / shown.stretches);
  setText(find('readout'), first === last ? describe(first) : describeRange(first, last));
}

function ends() {
  return [Math.min(selection.from, selection.to), Math.max(selection.from, selection.to)];
}

function show() {
  const [first, last] = ends();
  selection = null;
  say('Showing the selected range');
  go(between(readView(), shown.start + first * shown.step, shown.start + (last + 1) * shown.step));
}

function describe(i) {
  const parts = shown.outcomes.filter(outcome => outcome.counts[i] > 0).map(outcome => `${words.count(outcome.counts[i])} ${outcome.name}`);
  return `${words.stretch(shown.start + i * shown.step, shown.step)}: ${parts.join(', ') || 'no requests'}`;
}

function describeRange(first, last) {
  const requests = sum(shown.outcomes.flatMap(outcome => outcome.counts.slice(first, last + 1)));
  return `${words.span(shown.start + first * shown.step, shown.start + (last + 1) * shown.step)}: ${words.counted(requests, 'request')}`;
}

function showLegend() {
  find('legend').replaceChildren(...shown.outcomes.map(({ name, colour, sum }) =>
    make('li', {}, swatch(colour), ` ${name} `, make('span', {}, words.count(sum)))));
}

export function swatch(colour) {
  return draw('svg', { class: 'swatch', width: 10, height: 10, 'aria-hidden': true }, draw('rect', { class: colour, width: 10, height: 10, rx: 2 }));
}

/** The same numbers as a table, for users who cannot see the plot. It is made only while it is open. */
function showTable() {
  if (!find('plot-table').open || shown === null) {
    find('plot-rows').replaceChildren();
    return;
  }
  const head = ['From, UTC', ...shown.outcomes.map(outcome => outcome.name)].map(text => make('th', { scope: 'col' }, text));
  const rows = Array.from({ length: shown.stretches }, (_, i) => make('tr', {},
    make('th', { scope: 'row' }, words.stretch(shown.start + i * shown.step, shown.step)),
    ...shown.outcomes.map(outcome => make('td', {}, words.count(outcome.counts[i])))));
  find('plot-rows').replaceChildren(make('table', {}, make('thead', {}, make('tr', {}, ...head)), make('tbody', {}, ...rows)));
}

/** The recorded error bound of the clock, and where the clock was not synchronised. */
export function showBound(plot) {
  const known = plot.bounds_ns.filter(ns => ns >= 0);
  const most = Math.max(0, ...known);
  const text = known.length === 0 ? 'Error bound of the clock: unknown'
    : `Error bound of the clock: ${words.duration(Math.min(...known))} to ${words.duration(most)}`;
  setText(find('bound-text'), text);
  const width = find('bound-plot').clientWidth;
  const x = i => width * i / plot.stretches;
  const y = ns => 3 + (BOUND_HEIGHT - 6) * (1 - ns / (most || 1));
  let line = '';
  plot.bounds_ns.forEach((ns, i) => {
    if (ns >= 0) {
      line += `${plot.bounds_ns[i - 1] >= 0 ? 'L' : 'M'}${x(i).toFixed(1)} ${y(ns).toFixed(1)}H${x(i + 1).toFixed(1)}`;
    }
  });
  const lost = plot.unsynchronised.map((count, i) => count > 0
    ? `M${x(i).toFixed(1)} 0H${x(i + 1).toFixed(1)}V${BOUND_HEIGHT}H${x(i).toFixed(1)}Z` : '').join('');
  find('bound-plot').replaceChildren(draw('svg', { width, height: BOUND_HEIGHT, role: 'img', 'aria-label': text },
    draw('path', { class: 'lost', d: lost }),
    draw('line', { class: 'rule', x1: 0, x2: width, y1: y(0), y2: y(0) }),
    draw('path', { class: 'bound', d: line })));
}
