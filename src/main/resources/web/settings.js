// How the player likes the page: kept in this browser, changed in a dialog.

import { $, el } from './dom.js';
import { applyTexts, language, onLanguage, setLanguage } from './i18n.js';

const KEY = 'hokm.settings';
const CHOICES = ['sound', 'four', 'oneTap'];

export const settings = { sound: true, four: false, oneTap: false, ...stored() };

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function change(name, value) {
  settings[name] = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
  } catch {
    // The choice lasts as long as the page.
  }
  show();
}

function show() {
  document.documentElement.dataset.colours = settings.four ? 'four' : 'two';
}

/** @param openFair shows how the deal was shuffled */
export function wireSettings(openFair) {
  show();
  const form = $('settings-form');
  CHOICES.forEach(name => {
    const box = el('input', { type: 'checkbox', checked: settings[name],
      data: { testid: `setting-${name}` } });
    box.addEventListener('change', () => change(name, box.checked));
    form.append(el('label', { className: 'choice-line' }, box,
      el('span', { data: { t: `settings.${name}` } })));
  });
  const other = el('button', { type: 'button', data: { t: 'settings.language' } });
  const spoken = () => { other.lang = language() === 'fa' ? 'en' : 'fa'; };
  spoken();
  onLanguage(spoken);
  other.addEventListener('click', () => setLanguage(language() === 'fa' ? 'en' : 'fa'));
  const fair = el('button', { type: 'button', data: { t: 'settings.fair', testid: 'fair-open' } });
  fair.addEventListener('click', () => {
    $('settings-dialog').close();
    openFair();
  });
  form.append(other, fair, el('button', { className: 'main', data: { t: 'close' } }));
  applyTexts(form);
}
