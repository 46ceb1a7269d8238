/* How numbers, times and what clients sent are shown. */

const COUNT = new Intl.NumberFormat('en');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAY_S = 86_400;

/** Characters that could control a terminal, reorder the text around them, or hide, as timeserver-admin escapes them. A backslash becomes two. */
const UNFIT = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\\]/gu;
const SHORT = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

export function escaped(text) {
  return text.replace(UNFIT, unfit => SHORT[unfit] ?? units(unfit));
}

function units(text) {
  return Array.from({ length: text.length }, (_, i) => '\\u' + text.charCodeAt(i).toString(16).padStart(4, '0')).join('');
}

export function count(number) {
  return COUNT.format(number);
}

/** "1 request", "2 requests" */
export function counted(number, thing) {
  return `${count(number)} ${thing}${number === 1 ? '' : 's'}`;
}

export function share(part, whole) {
  const percent = whole === 0 ? 0 : 100 * part / whole;
  return part > 0 && percent < 0.1 ? '< 0.1\u00a0%' : `${percent.toFixed(1)}\u00a0%`;
}

/** A length of time with three digits: 1.23 ms. */
export function duration(ns) {
  if (ns < 0) {
    return `\u2212${duration(-ns)}`;
  }
  for (const [unit, length] of [['s', 1e9], ['ms', 1e6], ['µs', 1e3]]) {
    if (ns >= length) {
      return `${Number((ns / length).toPrecision(3))}\u00a0${unit}`;
    }
  }
  return `${ns}\u00a0ns`;
}

/** 90061 as "1 d 1 h": the two largest units. */
export function uptime(seconds) {
  const parts = [[86_400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']].map(([length, unit], i, all) =>
    [Math.floor((i === 0 ? seconds : seconds % all[i - 1][0]) / length), unit]);
  const first = parts.findIndex(([number]) => number > 0);
  return first < 0 ? '0\u00a0s' : parts.slice(first, first + 2).filter(([number]) => number > 0)
    .map(([number, unit]) => `${number}\u00a0${unit}`).join(' ');
}

function two(number) {
  return String(number).padStart(2, '0');
}

export function day(second) {
  const date = new Date(second * 1000);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** To the minute, or to the second. */
export function timeOfDay(second, withSeconds) {
  const date = new Date(second * 1000);
  const minutes = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return withSeconds ? `${minutes}:${two(date.getUTCSeconds())}` : minutes;
}

/** "30 Nov 11:45 – 1 Dec 11:45", the day once where it is the same, and the year where it is not this one. */
export function span(from, to) {
  const withSeconds = to - from < 600;
  const text = second => {
    const year = new Date(second * 1000).getUTCFullYear();
    const dated = year === new Date().getUTCFullYear() ? day(second) : `${day(second)} ${year}`;
    return `${dated} ${timeOfDay(second, withSeconds)}`;
  };
  const end = day(from) === day(to) && to - from < DAY_S ? timeOfDay(to, withSeconds) : text(to);
  return `${text(from)} – ${end}`;
}

/** A stretch of the plot. */
export function stretch(from, step) {
  if (step >= DAY_S) {
    return step === DAY_S ? day(from) : `${day(from)} – ${day(from + step - 1)}`;
  }
  const withSeconds = step < 60;
  return `${day(from)} ${timeOfDay(from, withSeconds)}–${timeOfDay(from + step, withSeconds)}`;
}
