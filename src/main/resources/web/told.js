// What the pages of what has been played have in common: asking the server, names, times.

import { digits, language, t } from './i18n.js';

const TIMES = { fa: 'fa-IR', en: 'en-GB' };

/** Why there is no answer: `none` there is no such thing, `bad` no such question, `away` not now. */
export class Unanswered extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** @return {value, behindMs}; value is JSON, or the text where it is a log */
export async function ask(path) {
  let answer;
  try {
    answer = await fetch(path, { cache: 'no-store' });
    if (answer.ok) {
      const json = (answer.headers.get('Content-Type') ?? '').startsWith('application/json');
      return {
        value: json ? await answer.json() : await answer.text(),
        behindMs: Number(answer.headers.get('Hokm-Behind-Ms') ?? 0),
      };
    }
  } catch {
    throw new Unanswered('away');
  }
  throw new Unanswered({ 404: 'none', 400: 'bad' }[answer.status] ?? 'away');
}

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** @return the public id of whoever plays in this browser, or null */
export function me() {
  const player = kept('hokm.player');
  return typeof player === 'string' && player !== '' ? player : null;
}

/** Two or four colours of suits, as they were chosen at the table. */
export function likedColours() {
  document.documentElement.dataset.colours = kept('hokm.settings')?.four ? 'four' : 'two';
}

/** @param player as the API tells one of a match; null where only the seat is known */
export function nameOf(player, seat) {
  if (!player) return t('told.seat', { n: seat + 1 });
  return player.bot ? t('bot.name', { n: seat + 1 }) : player.name;
}

/** A name within a sentence, whose direction it must not turn. */
export const apart = name => `\u2068${name}\u2069`;

export const teamOf = (names, team) =>
  t('list.and', { one: apart(names[team]), other: apart(names[team + 2]) });

export const when = text => new Intl.DateTimeFormat(TIMES[language()],
  { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(text));

/** @param first the team whose number comes first */
export const pair = (two, first = 0) => digits(`${two[first]}–${two[1 - first]}`);

export const decimal = value => new Intl.NumberFormat(TIMES[language()],
  { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value);

export function freshness(behindMs) {
  const n = Math.ceil(behindMs / 1000);
  return n <= 1 ? t('told.now') : t('told.behind', { n });
}

export const logOf = match => `/api/matches/${match}/log`;
