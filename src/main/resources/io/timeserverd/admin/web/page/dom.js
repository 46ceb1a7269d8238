/* Small helpers for the document. Whatever is shown is text: nothing here makes elements of it. */

const SVG = 'http://www.w3.org/2000/svg';

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

/** An element with attributes, and texts or elements in it. */
export function make(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** The same for a drawing. */
export function draw(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
