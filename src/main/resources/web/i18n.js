// Every text that a page shows comes from here: catalogues of two languages, in parts that pages
// choose. Persian is written from right to left and with its own digits.

const LANGUAGES = ['en', 'fa'];
const KEY = 'hokm.language';
/** A name of the other script must not turn the sentence around it. */
const ISOLATED = ['\u2068', '\u2069'];
const PLACE = /\{(\w+)\}/g;

let current = 'en';
let texts = {};
const parts = new Set();
const listeners = [];

/** @return that of the link, else the one chosen before, else the browser's, else English */
export function preferred(query, stored, browser) {
  const wanted = [new URLSearchParams(query).get('lang'), stored,
    ...browser.map(tag => tag.slice(0, 2))];
  return wanted.find(language => LANGUAGES.includes(language)) ?? 'en';
}

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

if (globalThis.document) {
  current = preferred(location.search, stored(), navigator.languages ?? []);
  direct();
}

function direct() {
  document.documentElement.lang = current;
  document.documentElement.dir = current === 'fa' ? 'rtl' : 'ltr';
}

export const language = () => current;

/** Once at a page's start, before anything is drawn. */
export async function loadTexts(...names) {
  names.forEach(name => parts.add(name));
  const loaded = await Promise.all(
    [...parts].map(part => import(`./locale/${current}/${part}.js`)));
  useTexts(current, Object.assign({}, ...loaded.map(each => each.default)));
}

/** For a page that has its catalogue otherwise, as a test. */
export function useTexts(chosen, catalogue) {
  current = chosen;
  texts = catalogue;
}

/** Changes all texts of the page, and remembers it. */
export async function setLanguage(chosen) {
  current = chosen;
  try {
    localStorage.setItem(KEY, chosen);
  } catch {
    // The choice lasts as long as the page.
  }
  await loadTexts();
  direct();
  applyTexts(document);
  listeners.forEach(listener => listener());
}

/** @param listener draws what {@link applyTexts} does not fill */
export const onLanguage = listener => listeners.push(listener);

/** Digits of the language; a text's other characters stay. */
export function digits(value) {
  return current === 'fa' ? String(value).replace(/\d/g, digit => '۰۱۲۳۴۵۶۷۸۹'[digit])
    : String(value);
}

/** Whether there is such a text in the language. */
export const hasText = key => key in texts;

/**
 * @param values fill `{places}`, of which `{name}` is somebody's own word; numbers get the
 *   language's digits; where `n` is one and there is a text `key.one`, it is taken
 */
export function t(key, values = {}) {
  const one = values.n === 1 && `${key}.one` in texts ? texts[`${key}.one`] : undefined;
  const text = one ?? texts[key];
  if (text === undefined) return key;
  return text.replace(PLACE, (place, name) => {
    if (!(name in values)) return place;
    if (typeof values[name] === 'number') return digits(values[name]);
    return name === 'name' ? ISOLATED[0] + values[name] + ISOLATED[1] : values[name];
  });
}

const FILLED = {
  t: (node, text) => { node.textContent = text; },
  tLabel: (node, text) => node.setAttribute('aria-label', text),
  tTitle: (node, text) => { node.title = text; },
  tPlaceholder: (node, text) => { node.placeholder = text; },
};

/** Fills `data-t` (text), `data-t-label` (aria-label), `data-t-title` and `data-t-placeholder`. */
export function applyTexts(root) {
  root.querySelectorAll('[data-t],[data-t-label],[data-t-title],[data-t-placeholder]')
    .forEach(node => Object.entries(FILLED).forEach(([name, put]) => {
      if (node.dataset[name]) put(node, t(node.dataset[name]));
    }));
}
