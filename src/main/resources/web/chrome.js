// The bar at the top of every page: the way to the other pages, and the language.

import { el } from './dom.js';
import { applyTexts, language, onLanguage, setLanguage, t } from './i18n.js';

const PLACES = [['play', '/'], ['record', '/record'], ['check', '/check'], ['status', '/status']];

/** @param here the page's own name, one of play, record, check, status; another for none of them */
export function drawBar(here) {
  const bar = document.getElementById('bar');
  bar.classList.add('bar');
  bar.prepend(
    el('a', { className: 'brand', href: '/', data: { t: 'brand' } }),
    el('nav', { data: { tLabel: 'nav.label' } }, ...PLACES.map(([name, href]) => {
      const link = el('a', { href, data: { t: `nav.${name}` } });
      if (name === here) link.setAttribute('aria-current', 'page');
      return link;
    })));
  bar.append(languageButton());
  document.title = t(`title.${here}`);
  onLanguage(() => {
    document.title = t(`title.${here}`);
  });
  applyTexts(document);
}

/** Says the other language in its own words, whichever is shown. */
function languageButton() {
  const button = el('button', {
    type: 'button', className: 'quiet language', data: { testid: 'language', t: 'language.other' },
  });
  button.lang = language() === 'fa' ? 'en' : 'fa';
  button.addEventListener('click', async () => {
    button.lang = language();
    await setLanguage(language() === 'fa' ? 'en' : 'fa');
  });
  return button;
}
