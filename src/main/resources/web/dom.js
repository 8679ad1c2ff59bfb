// The little that the page needs to draw: find, make, and make anew only what has changed.

export const $ = id => document.getElementById(id);

const there = children => children.filter(child => child !== null);

/** @param props properties, and under `data` and `aria` what goes there */
export function el(tag, { data = {}, aria = {}, ...props } = {}, ...children) {
  const node = Object.assign(document.createElement(tag), props);
  Object.assign(node.dataset, data);
  Object.entries(aria).forEach(([name, value]) => node.setAttribute(`aria-${name}`, value));
  node.append(...there(children));
  return node;
}

const drawn = new WeakMap();

/** Draws into the node unless it shows the same already: focus and clicks in progress survive. */
export function fill(node, content, draw) {
  const key = JSON.stringify(content);
  if (drawn.get(node) === key) return;
  drawn.set(node, key);
  node.replaceChildren(...there(draw()));
}

export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A sentence that goes by itself. @param kind news, where nothing has gone wrong */
export function toast(text, kind = '') {
  const node = el('p', { className: `toast ${kind}`.trim(), textContent: text,
    data: { testid: 'toast' } });
  $('toasts').append(node);
  setTimeout(() => node.remove(), 5_000);
}
