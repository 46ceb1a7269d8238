/* Small helpers for the document. */

export function find(id) {
  return document.getElementById(id);
}

/** Changes a text only if it is another one: what stands still costs no layout, and selections survive. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Tells a screen reader something. */
export function say(text) {
  setText(find('said'), text);
}

/** Shows where the clocks of a place stand in the 24 hours of a day. */
export function setBand(band, dayPart) {
  band.style.setProperty('--day-part', dayPart);
}

/** The address that shows a place large. */
export function addressOf(spelling) {
  return '#' + encodeURIComponent(spelling);
}
