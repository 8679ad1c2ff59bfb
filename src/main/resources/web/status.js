// The status page: asks, draws, and says when what it shows is old.

import { drawBar } from './chrome.js';
import { $, el, fill, say } from './dom.js';
import { language, loadTexts, onLanguage, t } from './i18n.js';
import { badge, drawPicture } from './status-picture.js';
import {
  STALE_MS, after, beginning, count, modelOf, nameOf, overall, sentencesOf, silence,
} from './status-state.js';
import { Strip } from './status-chart.js';
import { apart, figure, summary } from './status-words.js';

const PATIENCE_MS = 3_000;
const HISTORY_MS = 5_000;
const TOKEN = 'hokm.status.token';

const now = () => performance.now();
let state = beginning(now());
let historyAt = 0;
let asking = false;
let token = sessionStorage.getItem(TOKEN);

await loadTexts('common', 'status');
drawBar('status');
const strip = new Strip($('strip-title'), $('marks'), $('charts'), $('told'), $('axis'));
onLanguage(() => draw());
new ResizeObserver(() => drawShown()).observe($('drawing'));
document.addEventListener('visibilitychange', () => tick());
$('token-form').addEventListener('submit', event => {
  event.preventDefault();
  token = $('token').value.trim();
  sessionStorage.setItem(TOKEN, token);
  state = { ...state, askAt: now() };
  tick();
});
setInterval(tick, 250);
tick();

function tick() {
  if (!asking && !document.hidden && state.askAt !== null && now() >= state.askAt) ask();
  draw();
}

/** @return the answer's status and body; nothing when there was no answer in time */
async function get(path) {
  const headers = token ? { Authorization: `Bearer ${token}` } : {};
  try {
    const answer = await fetch(path, { headers, cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS) });
    return { code: answer.status, body: answer.ok ? await answer.json() : null };
  } catch {
    return { code: 0, body: null };
  }
}

async function ask() {
  asking = true;
  const sent = Boolean(token);
  const { code, body } = await get('/api/status');
  state = after({ ...state, sent }, code, body, now(), Math.random());
  asking = false;
  if (code === 401) sessionStorage.removeItem(TOKEN);
  draw();
  if (code === 200 && now() >= historyAt) {
    historyAt = now() + HISTORY_MS;
    const history = await get('/api/status/history');
    if (history.code === 200) strip.show(history.body);
    else historyAt = 0;
  }
}

function draw() {
  const { phase } = state;
  $('token-form').hidden = phase !== 'token';
  $('token-refused').hidden = !state.refused;
  $('closed').hidden = phase !== 'closed';
  $('shown').hidden = state.status === null || phase !== 'shown';
  $('headline').hidden = phase === 'token' || phase === 'closed';
  drawHeadline();
  drawShown();
}

function drawHeadline() {
  const level = overall(state, now());
  const silent = silence(state, now());
  $('headline').dataset.level = level;
  fill($('headline-badge'), level, () => [shape(level)]);
  const old = silent >= STALE_MS;
  say($('headline-text'), state.status === null ? t(state.tries > 1 ? 'status.nobody'
    : 'status.loading') : old ? t('status.old')
    : t(`status.all.${level}`, { n: count(state.status, level) }));
  say($('heard'), state.status === null ? '' : t('status.heard', {
    n: figure(Math.floor(silent / 1000)), node: apart(nameOf(state.status.node).name) }));
  $('shown').classList.toggle('old', old);
}

function drawShown() {
  if ($('shown').hidden) return;
  const model = modelOf(state.status);
  const width = Math.floor($('drawing').clientWidth);
  fill($('drawing'), [model, width, language()], () => [drawPicture(model, width)]);
  say($('summary'), summary(model));
  const sentences = sentencesOf(state.status);
  fill($('sentences'), [sentences, language()], () => sentences.map(sentence));
  strip.draw();
}

function shape(level) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '-12 -12 24 24');
  svg.append(badge(level, 0, 0));
  return svg;
}

/** Health speaks English, and the runbook knows its sentences; the page says the same beside it. */
function sentence({ level, key, node, said }) {
  const title = t(key, { node: apart(node) });
  const words = said.map(text => el('p', { className: 'said', lang: 'en', dir: 'ltr' }, text));
  return el('li', { data: { level } }, shape(level), ...(words.length > 1
    ? [el('details', {}, el('summary', {}, title), ...words)] : [el('p', {}, title), ...words]));
}
