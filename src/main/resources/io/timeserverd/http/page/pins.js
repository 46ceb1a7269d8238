/*
 * The places that a visitor pinned: kept in the browser as a list of spellings, shown as a list that buttons, or a pointer,
 * rearrange.
 */
import { localAt, nameAndWhere, nextChange, typeAt } from './answers.js';
import { addressOf, find, say, setBand, setText } from './dom.js';
import * as words from './words.js';

const KEY = 'timeserverd.pins';

/** Enough for any wall of clocks, and a bound on what the server is asked. */
const MOST = 500;

export class Pins {
  #spellings = load();
  #list = find('pins');
  #arrange = find('arrange');
  #answers;
  #changed;
  #dragged = null;

  /** @param changed called when the list is another one */
  constructor(answers, changed) {
    this.#answers = answers;
    this.#changed = changed;
    this.#arrange.addEventListener('click', () => this.#setArranging(!this.#list.classList.contains('arranging')));
    this.#list.addEventListener('click', event => this.#press(event));
    this.#list.addEventListener('pointerdown', event => this.#grab(event));
    this.#list.addEventListener('pointermove', event => this.#drag(event));
    this.#list.addEventListener('pointerup', () => this.#drop());
    this.#list.addEventListener('pointercancel', () => this.#drop());
    addEventListener('storage', event => {
      if (event.key === KEY) {
        this.#spellings = load();
        this.#build();
      }
    });
    this.#build();
  }

  get spellings() {
    return this.#spellings;
  }

  has(spelling) {
    return this.#spellings.some(other => isSame(other, spelling));
  }

  /** Pins a place, or no longer, and says so by its name. */
  toggle(spelling, name) {
    if (this.has(spelling)) {
      this.#set(this.#spellings.filter(other => !isSame(other, spelling)));
      say(`${name} is no longer pinned`);
    } else if (this.#spellings.length >= MOST) {
      say(`No more than ${MOST} places can be pinned`);
    } else {
      this.#set([...this.#spellings, spelling]);
      say(`${name} is pinned`);
    }
  }

  /** Shows the time everywhere; called each minute, and when an answer comes. */
  show(now, chosen) {
    const offsetHere = words.offsetHere(now);
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    setText(find('here'), `Here: ${words.hourAndMinute(now + offsetHere * 1000)}, ${zone}`);
    for (const item of this.#list.children) {
      const { answer, refusal } = this.#answers.of(item.dataset.spelling);
      item.querySelector('.name').setAttribute('aria-current', String(item.dataset.spelling === chosen));
      if (answer) {
        showAnswer(item, answer, now, offsetHere);
      } else if (refusal) {
        setText(item.querySelector('.where'), refusal.message);
      }
    }
  }

  #set(spellings) {
    this.#spellings = spellings;
    save(spellings);
    this.#build();
  }

  /** Makes the list what the spellings are; items that stay are moved, and keep what they show. */
  #build() {
    const items = new Map([...this.#list.children].map(item => [item.dataset.spelling, item]));
    const focused = document.activeElement;
    this.#list.replaceChildren(...this.#spellings.map(spelling => items.get(spelling) ?? this.#item(spelling)));
    focused?.focus();
    find('no-pins').hidden = this.#spellings.length > 0;
    find('not-kept').hidden = isKept || this.#spellings.length === 0;
    this.#arrange.hidden = this.#spellings.length === 0;
    if (this.#spellings.length === 0) {
      this.#setArranging(false);
    }
    this.#changed();
  }

  #item(spelling) {
    const item = find('pin-template').content.firstElementChild.cloneNode(true);
    item.dataset.spelling = spelling;
    item.querySelector('.name').href = addressOf(spelling);
    item.classList.add('unanswered');
    setName(item, spelling);
    return item;
  }

  #setArranging(isOn) {
    this.#list.classList.toggle('arranging', isOn);
    this.#arrange.setAttribute('aria-pressed', String(isOn));
  }

  #press(event) {
    const button = event.target.closest('button');
    const item = event.target.closest('li');
    if (button === null) {
      return;
    }
    const index = [...this.#list.children].indexOf(item);
    if (button.className === 'remove') {
      this.#remove(index);
    } else {
      this.#move(index, button.className === 'earlier' ? index - 1 : index + 1);
    }
  }

  #remove(index) {
    this.toggle(this.#spellings[index], this.#nameAt(index));
    const next = this.#list.children[Math.min(index, this.#spellings.length - 1)];
    (next?.querySelector('.remove') ?? find('query')).focus();
  }

  #move(from, to) {
    if (to < 0 || to >= this.#spellings.length) {
      say(to < 0 ? 'It is the first already' : 'It is the last already');
      return;
    }
    this.#set(this.#spellings.toSpliced(from, 1).toSpliced(to, 0, this.#spellings[from]));
    say(`${this.#nameAt(to)} is number ${to + 1} of ${this.#spellings.length}`);
  }

  #nameAt(index) {
    return this.#list.children[index].querySelector('.name').textContent;
  }

  #grab(event) {
    if (event.button !== 0 || !event.target.classList.contains('grip')) {
      return;
    }
    event.preventDefault();
    this.#dragged = event.target.closest('li');
    this.#dragged.classList.add('dragged');
    this.#list.setPointerCapture(event.pointerId);
  }

  #drag(event) {
    const over = this.#dragged && document.elementFromPoint(event.clientX, event.clientY)?.closest('#pins > li');
    if (!over || over === this.#dragged) {
      return;
    }
    const isAfter = this.#dragged.compareDocumentPosition(over) & Node.DOCUMENT_POSITION_FOLLOWING;
    over[isAfter ? 'after' : 'before'](this.#dragged);
  }

  #drop() {
    if (this.#dragged !== null) {
      this.#dragged.classList.remove('dragged');
      this.#dragged = null;
      this.#set([...this.#list.children].map(item => item.dataset.spelling));
    }
  }
}

function showAnswer(item, answer, now, offsetHere) {
  const local = localAt(answer, now);
  const type = typeAt(answer, now);
  const [name, where] = nameAndWhere(answer);
  const next = nextChange(answer, now);
  item.classList.remove('unanswered');
  setBand(item.querySelector('.band'), local % words.DAY / words.DAY);
  setName(item, name);
  setText(item.querySelector('.where'), where);
  setText(item.querySelector('.time'), words.hourAndMinute(local));
  setText(item.querySelector('.day'), words.dayThere(local, now + offsetHere * 1000));
  setText(item.querySelector('.offset'), words.fromHere(type.offset, offsetHere));
  setText(item.querySelector('.zone'), words.zoneNow(type));
  setText(item.querySelector('.change'), words.changeOfClocks(next, now, true));
  item.querySelector('.change').classList.toggle('near', words.isNear(next, now));
}

function setName(item, name) {
  setText(item.querySelector('.name'), name);
  for (const [button, does] of [['.earlier', 'Move up'], ['.later', 'Move down'], ['.remove', 'Remove']]) {
    item.querySelector(button).setAttribute('aria-label', `${does} ${name}`);
  }
}

function isSame(a, b) {
  return a.toLowerCase() === b.toLowerCase();
}

/** False once the browser refused to keep something. */
let isKept = true;

function load() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? [...new Set(kept.filter(item => typeof item === 'string'))].slice(0, MOST) : [];
  } catch (e) {
    isKept = !(e instanceof DOMException);
    return [];
  }
}

function save(spellings) {
  try {
    localStorage.setItem(KEY, JSON.stringify(spellings));
  } catch {
    isKept = false;
  }
}
