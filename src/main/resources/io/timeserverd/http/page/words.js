/*
 * What the page says: amounts of time, offsets and changes of clocks in plain words. Pure functions.
 * Times are UNIX milliseconds; a local time is one to which its offset is added, so that its UTC fields are what clocks there show.
 */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** A change of clocks is counted down from this time before it. */
const COUNTDOWN = 31 * DAY;

const FULL_DATE = dateFormat({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
const SHORT_DATE = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' });
const DATE_WITH_YEAR = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' });

function dateFormat(fields) {
  return new Intl.DateTimeFormat('en-GB', { ...fields, timeZone: 'UTC' });
}

/** "Tuesday, 1 December 2026" */
export function fullDate(local) {
  return FULL_DATE.format(local);
}

/** "22:05" */
export function hourAndMinute(local) {
  return new Date(local).toISOString().slice(11, 16);
}

/** "22:05:31" */
export function timeOfDay(local) {
  return new Date(local).toISOString().slice(11, 19);
}

export function isDay(local) {
  const hour = new Date(local).getUTCHours();
  return hour >= 6 && hour < 18;
}

/** "night", "night, tomorrow, Wed 2 Dec": the date is said where it is not the one here. */
export function dayThere(local, localHere) {
  const phase = isDay(local) ? 'day' : 'night';
  const days = Math.floor(local / DAY) - Math.floor(localHere / DAY);
  if (days === 0) {
    return phase;
  }
  return `${phase}, ${days > 0 ? 'tomorrow' : 'yesterday'}, ${SHORT_DATE.format(local)}`;
}

/** A duration in two units at most: "12 days 3 h", "1 h 30 min", "45 s". */
export function duration(ms) {
  const units = [[DAY, 'days'], [HOUR, 'h'], [MINUTE, 'min'], [SECOND, 's']];
  const first = units.findIndex(([size]) => ms >= size);
  if (first < 0) {
    return '0 s';
  }
  let rest = ms;
  const parts = [];
  for (const [size, unit] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) {
      parts.push(`${count}\u00a0${unit === 'days' && count === 1 ? 'day' : unit}`);
    }
  }
  return parts.join(' ');
}

/** An error bound, rounded up: "1.2 ms", "5 ms", "0.4 s". Coarsely, since it grows with each second after a measurement. */
export function bound(ms) {
  const step = stepOf(ms);
  return amount(Math.ceil(ms / step - 1e-9) * step, step);
}

/** What was measured to within boundMs, in no more digits than that allows. */
export function measured(ms, boundMs) {
  const step = stepOf(boundMs);
  return amount(Math.round(Math.abs(ms) / step) * step, step);
}

/** The power of ten that fits from 2 to 20 times into a bound. */
function stepOf(boundMs) {
  return 10 ** Math.floor(Math.log10(boundMs / 2));
}

function amount(ms, step) {
  if (ms >= MINUTE) {
    return duration(ms);
  }
  const decimals = -Math.floor(Math.log10(step) + 1e-9);
  return ms < SECOND
    ? `${ms.toFixed(Math.max(0, decimals))}\u00a0ms`
    : `${(ms / SECOND).toFixed(Math.min(6, Math.max(0, decimals + 3)))}\u00a0s`;
}

/** "UTC", "UTC+5:30", "UTC−3" */
export function fromUtc(offsetSeconds) {
  if (offsetSeconds === 0) {
    return 'UTC';
  }
  const minutes = Math.round(Math.abs(offsetSeconds) / 60);
  const rest = minutes % 60 === 0 ? '' : ':' + String(minutes % 60).padStart(2, '0');
  return `UTC${offsetSeconds < 0 ? '\u2212' : '+'}${Math.floor(minutes / 60)}${rest}`;
}

/** "CET, UTC+1"; the zone database has numbers where a zone has no abbreviation, which say nothing more. */
export function zoneNow(type) {
  const utc = fromUtc(type.offset);
  return /^[A-Z]+$/.test(type.abbreviation) && type.abbreviation !== utc ? `${type.abbreviation}, ${utc}` : utc;
}

/** The offset of this computer's zone from UTC, in seconds. */
export function offsetHere(now) {
  return -60 * new Date(now).getTimezoneOffset();
}

/** "8 h ahead of here" */
export function fromHere(offsetSeconds, hereSeconds) {
  const apart = offsetSeconds - hereSeconds;
  if (apart === 0) {
    return 'same time as here';
  }
  return `${duration(Math.abs(apart) * SECOND)} ${apart > 0 ? 'ahead of' : 'behind'} here`;
}

/** The next change of clocks, in a sentence or briefly; empty if none is known. */
export function changeOfClocks(next, now, brief) {
  if (next === null) {
    return brief ? '' : 'No change of clocks is planned.';
  }
  const apart = next.after.offset - next.before.offset;
  const what = apart === 0
    ? `Clocks stay, ${next.before.abbreviation} becomes ${next.after.abbreviation},`
    : `Clocks go ${apart > 0 ? 'forward' : 'back'} ${duration(Math.abs(apart) * SECOND)}`;
  const local = (next.unix + next.before.offset) * SECOND;
  const left = next.unix * SECOND - now;
  const countdown = `in ${left < MINUTE ? 'less than a minute' : duration(left - left % MINUTE)}`;
  if (brief) {
    return `${what} ${left < COUNTDOWN ? countdown : 'on ' + DATE_WITH_YEAR.format(local)}`;
  }
  const when = `${what} on ${fullDate(local)} at ${hourAndMinute(local)}`;
  return left < COUNTDOWN ? `${when}, ${countdown}.` : `${when}.`;
}

/** Whether a change is near enough to be counted down. */
export function isNear(next, now) {
  return next !== null && next.unix * SECOND - now < COUNTDOWN;
}

/**
 * How far this computer's clock is off.
 *
 * @param offset how far it is ahead of the server's, in milliseconds
 * @param distance the bound of the measurement's error
 * @param serverBound the bound of the server's own error; null if it is not known, or the server is not synchronised
 * @returns [before, essence, after] of a sentence
 */
export function verdict(offset, distance, serverBound) {
  if (serverBound === null) {
    return Math.abs(offset) <= distance
      ? ['This computer\u2019s clock ', 'agrees with the server\u2019s', ` to within ${bound(Math.abs(offset) + distance)}.`]
      : ['This computer\u2019s clock is ', `${measured(offset, distance)} ${offset < 0 ? 'behind' : 'ahead of'} the server\u2019s`,
        `, give or take ${bound(distance)}.`];
  }
  const whole = distance + serverBound;
  return Math.abs(offset) <= whole
    ? ['This computer\u2019s clock is ', 'right', ` to within ${bound(Math.abs(offset) + whole)}.`]
    : ['This computer\u2019s clock is ', `${measured(offset, whole)} ${offset < 0 ? 'slow' : 'fast'}`,
      `, give or take ${bound(whole)}.`];
}

/** What the server knows of its own clock. */
export function serverClock(state, boundMs) {
  switch (state) {
    case 'synchronised':
      return boundMs === null
        ? 'The server\u2019s clock is synchronised; how exactly is not known.'
        : `The server\u2019s clock is synchronised to within ${bound(boundMs)}.`;
    case 'holdover':
      return 'The server has lost its time sources and goes on by its own clock'
        + (boundMs === null ? '.' : `, right to within ${bound(boundMs)} for now.`);
    case 'unsynchronised':
      return 'The server\u2019s clock is not synchronised: do not rely on these times.';
    default:
      return 'Whether the server\u2019s clock is synchronised is not known.';
  }
}
