/*
 * The search box: a combobox with a list of suggestions (ARIA Authoring Practices, "Editable Combobox With List Autocomplete").
 * Enter chooses the suggestion that the arrows marked, or else asks for what was typed as it stands.
 */
import { find, say } from './dom.js';
import { findPlaces, Refusal } from './server.js';

const DEBOUNCE_MS = 150;

export class Search {
  #form = find('search');
  #input = find('query');
  #list = find('suggestions');
  #choose;
  #timer;
  #request = new AbortController();
  #marked = -1;

  /** @param choose called with the spelling of a place */
  constructor(choose) {
    this.#choose = choose;
    this.#input.addEventListener('input', () => this.#search());
    this.#input.addEventListener('keydown', event => this.#press(event));
    this.#input.addEventListener('blur', () => this.#close());
    this.#form.addEventListener('submit', event => {
      event.preventDefault();
      this.#enter();
    });
    // The box keeps the focus while a suggestion is clicked.
    this.#list.addEventListener('pointerdown', event => event.preventDefault());
    this.#list.addEventListener('click', event => {
      const option = event.target.closest('[role=option]');
      if (option !== null) {
        this.#take(option.dataset.spelling);
      }
    });
  }

  #search() {
    clearTimeout(this.#timer);
    this.#request.abort();
    const text = this.#input.value.trim();
    if (text === '') {
      this.#close();
      return;
    }
    this.#timer = setTimeout(() => this.#suggest(text), DEBOUNCE_MS);
  }

  async #suggest(text) {
    const request = new AbortController();
    this.#request = request;
    try {
      const places = await findPlaces(text, request.signal);
      if (!request.signal.aborted) {
        this.#open(places);
      }
    } catch (e) {
      if (!request.signal.aborted) {
        this.#close();
        say(e instanceof Refusal ? e.message : 'The server does not answer.');
      }
    }
  }

  #open(places) {
    this.#list.replaceChildren(...places.map(option));
    this.#mark(-1);
    this.#show(places.length > 0);
    say(places.length === 0 ? 'No place found' : places.length === 1 ? '1 place' : `${places.length} places`);
  }

  #close() {
    clearTimeout(this.#timer);
    this.#request.abort();
    this.#mark(-1);
    this.#show(false);
  }

  #show(isOpen) {
    this.#list.hidden = !isOpen;
    this.#input.setAttribute('aria-expanded', String(isOpen));
  }

  #press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !this.#list.hidden) {
      event.preventDefault();
      this.#step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'ArrowDown') {
      this.#search();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (this.#list.hidden) {
        this.#input.value = '';
      }
      this.#close();
    }
  }

  /** Marks the next or the previous suggestion; the box itself is between the last and the first. */
  #step(by) {
    const stops = this.#list.children.length + 1;
    this.#mark((this.#marked + 1 + by + stops) % stops - 1);
  }

  #mark(index) {
    this.#list.children[this.#marked]?.setAttribute('aria-selected', 'false');
    this.#marked = index;
    const option = this.#list.children[index];
    if (option === undefined) {
      this.#input.removeAttribute('aria-activedescendant');
      return;
    }
    option.setAttribute('aria-selected', 'true');
    option.scrollIntoView({ block: 'nearest' });
    this.#input.setAttribute('aria-activedescendant', option.id);
  }

  #enter() {
    const marked = this.#list.hidden ? undefined : this.#list.children[this.#marked];
    const spelling = marked?.dataset.spelling ?? this.#input.value.trim();
    if (spelling !== '') {
      this.#take(spelling);
    }
  }

  #take(spelling) {
    this.#close();
    this.#input.value = '';
    this.#choose(spelling);
  }
}

function option(place, index) {
  const item = document.createElement('li');
  item.id = `suggestion-${index}`;
  item.role = 'option';
  item.setAttribute('aria-selected', 'false');
  item.dataset.spelling = place.spelling;
  const where = [place.region, place.country].filter(part => part && part !== place.name).join(', ');
  item.append(text('bdi', place.name), ' ', text('bdi', where || place.zone));
  return item;
}

function text(tag, content) {
  const element = document.createElement(tag);
  element.textContent = content;
  return element;
}
