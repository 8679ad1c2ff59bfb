// Checks a match log in the browser by itself. The referee does it; this page fetches or takes the
// log, and says of every step in words whether it holds, with the values.

import { drawBar } from './chrome.js';
import { $, el } from './dom.js';
import { cardText, suitText } from './faces.js';
import { applyTexts, digits, hasText, loadTexts, onLanguage, t } from './i18n.js';
import { judge } from './referee.js';
import { apart, ask, logOf, nameOf, teamOf } from './told.js';

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
/** Ten times the longest match. */
const MOST = 2_000_000;
const SIGNS = { true: '✓', false: '✗', null: '–' };
const WORDS = { true: 'check.yes', false: 'check.no', null: 'check.unknown' };
const SENTENCES = { true: 'is', false: 'not', null: 'open' };
/** Faults whose `right` is a seat. */
const SEATED = ['hakem', 'dealHakem', 'packetSeat', 'throwSeat', 'trump', 'turn', 'trickWinner'];
/** Values that are shown beneath the sentence, as they are. */
const SHOWN = {
  commit: ['right', 'told'], thrownCommit: ['right', 'told'], nonce: ['right', 'told'],
  secretCommit: ['right', 'told'], packetCards: ['right', 'told'], shuffle: ['salts'],
  trickWinner: ['cards'],
};

let match = null;
let players = null;
let judged = null;
/** Why there is nothing, as the key of a text. */
let why = null;

async function checkMatch(text) {
  const id = text.match(UUID)?.[0];
  if (!id) return fail('check.no.id');
  $('match').value = id;
  history.replaceState(null, '', `/check?match=${id}`);
  fail('told.loading');
  try {
    const [log, played] = await Promise.all([ask(logOf(id)),
      ask(`/api/matches/${id}`).catch(() => null)]);
    return check(log.value, id, played?.value.players ?? null);
  } catch (wrong) {
    if (!wrong.why) throw wrong;
    return fail(wrong.why === 'away' ? 'told.away' : `told.${wrong.why}.match`);
  }
}

function fail(key) {
  judged = null;
  why = key;
  draw();
}

function check(text, id = null, who = null) {
  if (text.trim() === '') return fail('check.empty');
  if (text.length > MOST) return fail('check.large');
  match = id;
  players = who;
  judged = judge(text);
  why = null;
  draw();
  return $('outcome').focus();
}

const names = () => [0, 1, 2, 3].map(seat => nameOf(players?.[seat], seat));

function draw() {
  const node = $('outcome');
  node.hidden = judged === null && why === null;
  node.className = 'panel';
  $('parts').replaceChildren(...(judged === null ? [] : parts()));
  if (judged !== null) drawOutcome(node);
  else if (why !== null) node.replaceChildren(el('p', { textContent: t(why) }));
}

function drawOutcome(node) {
  const { steps, failed, first, lines } = judged;
  const open = steps.filter(step => step.ok === null).length;
  node.classList.add(failed === 0 ? 'good' : 'bad');
  const who = names();
  node.replaceChildren(
    el('h2', { data: { testid: 'verdict' } }, failed === 0
      ? `✓ ${t('check.holds', { n: steps.length - open, lines })}`
      : `✗ ${t('check.fails', { n: failed, line: first })}`),
    ...(players === null ? [] : [el('p', { textContent: t('check.of',
      { one: teamOf(who, 0), other: teamOf(who, 1) }) })]),
    ...(open > 0 ? [el('p', { textContent: t('check.open', { n: open }) })] : []),
    el('p', { className: 'note', textContent: t(failed === 0 ? 'check.means' : 'check.fails.why') }),
    el('p', { className: 'row' }, ...links(failed, first)));
}

function links(failed, first) {
  const all = [];
  if (failed > 0) {
    const to = el('a', { href: '#first', textContent: t('check.to.first', { line: first }) });
    all.push(to);
  }
  if (match !== null) {
    all.push(el('a', { href: `/replay?match=${match}`, textContent: t('told.replay') }),
      el('a', { href: logOf(match), download: `hokm-${match}.jsonl`, textContent: t('told.log') }));
  }
  return all;
}

/** The opening and each deal, to be unfolded; what fails is open. */
function parts() {
  const deals = [...new Set(judged.steps.map(step => step.deal))];
  const firstFault = judged.steps.find(step => step.ok === false);
  return deals.map(deal => {
    const steps = judged.steps.filter(step => step.deal === deal);
    const failed = steps.filter(step => step.ok === false).length;
    const count = failed > 0 ? t('check.part.fails', { n: failed, all: steps.length })
      : t('check.part.holds', { n: steps.filter(step => step.ok).length });
    const part = el('details', { open: failed > 0, data: { testid: 'part', deal } },
      el('summary', {}, deal === 0 ? t('check.begin') : t('check.part', { n: deal }),
        el('span', { className: `count ${failed > 0 ? 'bad' : 'good'}`, textContent: count })),
      el('ol', { className: 'steps' }, ...steps.map(step => line(step, step === firstFault))));
    return part;
  });
}

function line(step, isFirst) {
  const node = el('li', { data: { ok: String(step.ok), testid: 'step', check: step.check } },
    el('span', { className: 'line', textContent: digits(step.line) }),
    el('span', { className: `sign ${step.ok === false ? 'bad' : step.ok ? 'good' : ''}` },
      el('span', { textContent: SIGNS[step.ok], aria: { hidden: 'true' } }),
      el('span', { className: 'visually-hidden', textContent: t(WORDS[step.ok]) })),
    el('div', {}, el('p', { textContent: sentence(step) }), values(step)));
  if (isFirst) node.id = 'first';
  return node;
}

function sentence({ check: code, ok, values: raw }) {
  const key = `check.${SENTENCES[ok]}.${code}`;
  return hasText(key) ? t(key, readable(code, raw)) : `${code} ${JSON.stringify(raw)}`;
}

function readable(code, raw) {
  const who = names();
  const named = seat => apart(who[seat]);
  const read = {
    seat: named, team: team => teamOf(who, team), card: card => cardText(card),
    suit: suit => suitText(suit), right: right => (SEATED.includes(code) ? named(right) : right),
    hakem: rule => t(`check.rule.${rule}`), redeal: rule => t(`check.rule.${rule}`),
  };
  return Object.fromEntries(Object.entries(raw).map(([name, value]) => {
    const said = read[name] ? read[name](value) : value;
    return [name, /^\d+–\d+$/.test(said) ? digits(said) : said];
  }));
}

function values({ check: code, values: raw, ok }) {
  const shown = (SHOWN[code] ?? []).filter(name => raw[name] !== undefined);
  if (shown.length === 0) return null;
  // Where both are the same one is enough.
  const some = ok ? shown.slice(0, 1) : shown;
  return el('dl', {}, ...some.flatMap(name => [
    el('dt', { textContent: t(`check.values.${name}`) }),
    el('dd', {}, el('code', { textContent: raw[name] })),
  ]));
}

function wire() {
  $('by-id').addEventListener('submit', event => {
    event.preventDefault();
    checkMatch($('match').value);
  });
  $('check-log').addEventListener('click', () => check($('log').value));
  $('file').addEventListener('change', async () => {
    const [file] = $('file').files;
    if (!file) return;
    if (file.size > MOST) fail('check.large');
    else check(await file.text());
  });
}

await loadTexts('common', 'told', 'check');
drawBar('check');
applyTexts(document);
wire();
onLanguage(draw);
const asked = new URLSearchParams(location.search).get('match');
if (asked !== null) {
  $('match').value = asked;
  await checkMatch(asked);
}
