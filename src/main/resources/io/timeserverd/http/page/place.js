/* The time in one place, large, and all that the server says of it. */
import { localAt, nameAndWhere, nextChange, typeAt } from './answers.js';
import { addressOf, find, setBand, setText } from './dom.js';
import * as words from './words.js';

/** All but the seconds; called each minute. */
export function showPlace(answer, now, isPinned) {
  const local = localAt(answer, now);
  const type = typeAt(answer, now);
  const next = nextChange(answer, now);
  const [name, where] = nameAndWhere(answer);
  const apart = words.fromHere(type.offset, words.offsetHere(now));
  setText(find('name'), name);
  setText(find('where'), where);
  setText(find('date'), words.fullDate(local));
  setText(find('facts'), `${words.zoneNow(type)} \u00b7 ${apart} \u00b7 ${words.isDay(local) ? 'day' : 'night'}`);
  setText(find('change'), words.changeOfClocks(next, now, false));
  find('change').classList.toggle('near', words.isNear(next, now));
  setText(find('note'), answer.note ?? '');
  setBand(find('day'), local % words.DAY / words.DAY);
  setText(find('pin'), isPinned ? 'Unpin this place' : 'Pin this place');
  setText(find('releases'), `Zones ${answer.releases.zones ?? 'unknown'}, timeserverd ${answer.releases.program}.`);
  document.title = `${words.hourAndMinute(local)} ${name}`;
}

export function showSeconds(answer, now) {
  const time = words.timeOfDay(localAt(answer, now));
  setText(find('hours'), time.slice(0, 5));
  setText(find('seconds'), time.slice(5));
}

function question({ code, message, candidates }) {
  return code === 'ambiguous' ? 'Several places have that name. Which one?'
    : candidates.length > 0 ? 'There is no such place. Did you mean one of these?'
      : `${message[0].toUpperCase()}${message.slice(1)}.`;
}

/** Why a place is not shown, and the spellings that the server offers for it; undefined if it is shown. */
export function showTrouble(refusal) {
  const links = (refusal?.candidates ?? []).map(spelling => {
    const link = document.createElement('a');
    link.dir = 'auto';
    link.href = addressOf(spelling);
    link.textContent = spelling;
    return link;
  });
  const trouble = find('trouble');
  trouble.hidden = !refusal;
  trouble.replaceChildren(refusal ? question(refusal) : '', ...links);
}
