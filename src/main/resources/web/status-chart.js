// Draws the strip of the last hour: three charts, and above them what happened, as buttons.

import { el, fill, say } from './dom.js';
import { language, t } from './i18n.js';
import { badge } from './status-picture.js';
import {
  areaPath, groupMarks, linePath, markLevel, scaleEnd, spanOf, squeeze, timeOf,
} from './status-strip.js';
import { clock, figure } from './status-words.js';

const SVG = 'http://www.w3.org/2000/svg';
const HEIGHT = 52;
const TOUCH = 44;
const LATEST = 3;
const CHARTS = [['moves', 10], ['lag', 100], ['outbox', 10]];
const COLUMN = { moves: 'moves', lag: 'lagMs', outbox: 'outbox' };

function shape(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  Object.entries(attributes).forEach(([name, value]) => node.setAttribute(name, value));
  node.append(...children);
  return node;
}

const sign = level => shape('svg', { viewBox: '-12 -12 24 24', 'aria-hidden': 'true' },
  badge(level, 0, 0));

/** One that happened earlier keeps its key, however far it has moved. */
const keyOf = group => `${group.marks[0].at} ${group.marks[0].kind} ${group.marks[0].about}`;

export class Strip {
  #marks;
  #charts;
  #told;
  #axis;
  #title;
  #history = null;
  #buttons = new Map();
  #chosen = null;
  #hovered = null;

  constructor(title, marks, charts, told, axis) {
    this.#title = title;
    this.#marks = marks;
    this.#charts = charts;
    this.#told = told;
    this.#axis = axis;
  }

  show(history) {
    this.#history = history;
    this.draw();
  }

  draw() {
    const width = Math.floor(this.#marks.clientWidth);
    if (this.#history === null || width === 0) return;
    const groups = groupMarks(this.#history, width, TOUCH - 4);
    this.#drawMarks(groups, width);
    fill(this.#charts, [this.#history.at, this.#history.node, width, language()], () =>
      CHARTS.map(([name, least]) => chart(this.#history, name, least, groups, width)));
    const minutes = spanOf(this.#history) / 60_000;
    say(this.#title, t('status.strip', { n: figure(minutes) }));
    fill(this.#axis, [minutes, language()], () => [minutes, minutes / 2].map(n =>
      el('span', { dir: 'auto' }, t('status.minutes_ago', { n: figure(n) })))
      .concat(el('span', { dir: 'auto' }, t('status.now'))));
    this.#tell(groups);
  }

  /** In place, so that neither focus nor pointer loses the button under it. */
  #drawMarks(groups, width) {
    const keys = new Set(groups.map(keyOf));
    for (const [key, button] of this.#buttons) {
      if (keys.has(key)) continue;
      button.remove();
      this.#buttons.delete(key);
    }
    for (const group of groups) {
      const key = keyOf(group);
      const button = this.#buttons.get(key) ?? this.#button(key);
      button.style.left = `${Math.min(Math.max(group.x, 12), width - 12)}px`;
      button.setAttribute('aria-label', group.marks.map(title).join(', '));
      button.setAttribute('aria-pressed', String(this.#chosen === key));
      fill(button, [group.level, group.marks.length, language()], () => [sign(group.level),
        ...(group.marks.length > 1 ? [el('span', { className: 'count' },
          figure(group.marks.length))] : [])]);
    }
  }

  #button(key) {
    const button = el('button', { type: 'button', className: 'mark', data: { testid: 'mark' } });
    const hover = value => () => {
      this.#hovered = value;
      this.draw();
    };
    button.addEventListener('click', () => {
      this.#chosen = this.#chosen === key ? null : key;
      this.draw();
    });
    button.addEventListener('pointerenter', hover(key));
    button.addEventListener('pointerleave', hover(null));
    button.addEventListener('focus', hover(key));
    button.addEventListener('blur', hover(null));
    this.#buttons.set(key, button);
    this.#marks.append(button);
    return button;
  }

  /** What was pointed at, or the latest. */
  #tell(groups) {
    const found = groups.find(group => keyOf(group) === (this.#hovered ?? this.#chosen));
    const marks = found ? found.marks : this.#history.marks.slice(-LATEST);
    const latest = [...marks].reverse();
    fill(this.#told, [latest, language()], () => (latest.length === 0
      ? [el('li', { className: 'note' }, el('span'), t('status.quiet'))]
      : latest.map(mark => el('li', { data: { kind: mark.kind } }, sign(markLevel(mark.kind)),
        el('p', {}, el('time', {}, clock(mark.at)), ' ', t(`status.mark.${mark.kind}`)),
        el('p', { className: 'said', lang: 'en', dir: 'ltr' }, mark.sentence)))));
  }
}

const title = mark => `${clock(mark.at)} ${t(`status.mark.${mark.kind}`)}`;

function chart(history, name, least, groups, width) {
  const values = timeOf(history, COLUMN[name]);
  const known = values.filter(value => value !== null);
  const most = known.length === 0 ? 0 : Math.max(...known);
  const end = scaleEnd(most, least);
  const line = squeeze(values, width);
  const last = values.at(-1);
  return el('div', { className: `chart ${name}`, data: { testid: `chart-${name}` } },
    el('p', { dir: 'auto' }, el('span', {}, t(`status.chart.${name}`)),
      el('span', { className: 'note' }, known.length === 0 ? t('status.chart.unknown')
        : t('status.chart.figures', { now: last === null ? '–' : figure(last),
          most: figure(most) }))),
    shape('svg', { viewBox: `0 0 ${width} ${HEIGHT}`, preserveAspectRatio: 'none',
      'aria-hidden': 'true' },
    shape('path', { class: 'base', d: `M0 ${HEIGHT}H${width}` }),
    shape('path', { class: 'area', d: areaPath(line, width, HEIGHT, end) }),
    shape('path', { class: 'line', d: linePath(line, width, HEIGHT, end) }),
    ...groups.map(group => shape('path', { class: `at ${group.level}`,
      d: `M${Math.round(group.x)} 0V${HEIGHT}` }))));
}
