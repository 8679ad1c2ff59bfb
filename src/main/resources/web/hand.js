// My cards: drawn in their order, chosen by tap, drag or keys. A card is asked for, never taken: it
// leaves the hand when the server says that it was played.

import { $ } from './dom.js';
import { cardNode } from './faces.js';
import { comeFrom, shake } from './motion.js';
import { settings } from './settings.js';
import { illegal, mayPlay, sortedHand } from './state.js';

const DRAG_PX = 10;
const PLAYED_PX = 48;

let raised = null;
let play = () => {};
let state = null;

/** @param asked is called with a card that the player wants to play; it says whether it may */
export function wireHand(asked) {
  play = asked;
  $('hand').addEventListener('keydown', onKey);
}

/** @param sent the card that was asked for and not answered */
export function drawHand(now, sent) {
  state = now;
  const hand = $('hand');
  const cards = sortedHand(state);
  const held = new Map([...hand.children].map(node => [node.dataset.card, node]));
  const before = [...hand.children].map(node => node.dataset.card);
  const focused = hand.contains(document.activeElement)
    ? before.indexOf(document.activeElement.dataset.card) : -1;
  if (before.join() !== cards.join()) {
    const nodes = cards.map(card => held.get(card) ?? newCard(card));
    hand.replaceChildren(...nodes);
    nodes.filter(node => !held.has(node.dataset.card)).forEach((node, i) => comeFrom(node, dealerBox(), { ms: 200, delay: 16 * i }));
    // Whoever plays by keys goes on where the played card lay.
    if (focused >= 0 && !cards.includes(before[focused])) {
      hand.children[Math.min(focused, cards.length - 1)]?.focus();
    } else if (focused >= 0) {
      held.get(before[focused])?.focus();
    }
  }
  if (!cards.includes(raised)) raised = null;
  hand.dataset.count = cards.length;
  draw(sent);
}

const dealerBox = () =>
  document.querySelector('.seat.dealer')?.getBoundingClientRect()
  ?? $('felt').getBoundingClientRect();

function draw(sent) {
  const nodes = [...$('hand').children];
  const chosen = nodes.find(node => node === document.activeElement)
    ?? nodes.find(node => mayPlay(state, node.dataset.card)) ?? nodes[0];
  for (const node of nodes) {
    const { card } = node.dataset;
    const playable = mayPlay(state, card) && sent === null;
    node.setAttribute('aria-disabled', String(!playable));
    node.tabIndex = node === chosen ? 0 : -1;
    node.classList.toggle('playable', playable);
    node.classList.toggle('illegal', illegal(state, card));
    node.classList.toggle('sent', sent === card);
    node.classList.toggle('raised', raised === card && sent === null);
  }
}

function newCard(card) {
  const node = cardNode(card, 'button');
  let from = null;
  let dragged = false;
  node.addEventListener('pointerdown', event => {
    from = { x: event.clientX, y: event.clientY };
    dragged = false;
  });
  node.addEventListener('pointermove', event => {
    if (from === null || event.buttons === 0) return;
    const [x, y] = [event.clientX - from.x, event.clientY - from.y];
    if (!dragged && Math.hypot(x, y) < DRAG_PX) return;
    if (!dragged) node.setPointerCapture(event.pointerId);
    dragged = true;
    node.classList.add('dragged');
    node.style.translate = `${x}px ${y}px`;
  });
  const drop = event => {
    if (from === null) return;
    const up = from.y - event.clientY;
    from = null;
    node.classList.remove('dragged');
    node.style.translate = '';
    if (dragged && event.type === 'pointerup' && up > PLAYED_PX) want(card, node);
  };
  node.addEventListener('pointerup', drop);
  node.addEventListener('pointercancel', drop);
  node.addEventListener('click', event => {
    if (dragged) {
      dragged = false;
      return;
    }
    const touched = event.pointerType === 'touch' && !settings.oneTap;
    if (touched && raised !== card) {
      raised = card;
      draw(null);
    } else {
      want(card, node);
    }
  });
  return node;
}

function want(card, node) {
  if (play(card)) raised = null;
  else shake(node);
}

const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

function onKey(event) {
  const nodes = [...$('hand').children];
  const at = nodes.indexOf(document.activeElement);
  if (at < 0) return;
  const to = event.key in STEPS ? (at + STEPS[event.key] + nodes.length) % nodes.length
    : { Home: 0, End: nodes.length - 1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  nodes.forEach((node, i) => { node.tabIndex = i === to ? 0 : -1; });
  nodes[to].focus();
}

/** So that keys work at once when my turn comes, unless the player is somewhere else. */
export function focusHand() {
  const { activeElement } = document;
  if (activeElement !== document.body && !$('overlay').contains(activeElement)) return;
  [...$('hand').children].find(node => node.tabIndex === 0)?.focus({ preventScroll: true });
}
