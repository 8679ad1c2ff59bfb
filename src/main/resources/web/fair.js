// The fair deal, visible: what the server bound itself to before the deal, and what the check in
// this browser found of the one before.

import { $, el } from './dom.js';
import { t } from './i18n.js';
import { dealIsFair } from './fairness.js';
import * as session from './session.js';

/** What the check of a revealed deck found: {of, fair}. */
let checked = { of: '', fair: null };

const dealId = state => `${state.match} ${state.result?.no}`;

/** @return true or false once it is known, null before that and where it can't be known */
export const fairSoFar = state => (checked.of === dealId(state) ? checked.fair : null);

/** @return whether something new was found */
export async function checkDeal(state) {
  const { result, match, room, seat } = state;
  const of = dealId(state);
  if (!result?.deck || checked.of === of) return false;
  checked = { of, fair: null };
  const fair = await dealIsFair(result, seat, session.saltsUntil(room, match, result.no));
  if (checked.of !== of) return false;
  checked = { of, fair, result };
  return true;
}

export function openFair(state) {
  const shown = (label, value) => (value ? [el('dt', {}, t(label)),
    el('dd', { dir: 'ltr', className: 'hash' }, value)] : []);
  const { room, match, deal } = state;
  const mine = deal && match ? session.mySalt(room, match, deal) : null;
  $('fair-body').replaceChildren(
    el('p', { className: 'note' }, t('fair.why')),
    el('dl', {}, ...shown('fair.secretCommit', state.secretCommit),
      ...shown('fair.commit', state.commit), ...shown('fair.salt', mine)),
    el('h3', {}, t('fair.last')), el('p', {}, lastFound()),
    el('p', {}, el('a', { href: '/check' }, t('fair.page'))));
  $('fair-dialog').showModal();
}

function lastFound() {
  if (!globalThis.crypto?.subtle) return t('fair.unknown');
  if (checked.fair === null) return t('fair.none');
  return t(checked.fair ? 'fair.ok' : 'fair.bad');
}
