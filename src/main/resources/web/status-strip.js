// The last hour as lines and marks: numbers to paths. Earlier is on the left in every language.
// A cluster that is young has its first quarter of an hour spread over the whole strip.

const NICE = [1, 2, 5];

/** The least of 1, 2, 5, 10, 20, … that holds the value, so that a scale has a plain end. */
export function scaleEnd(value, least) {
  for (let power = 1; ; power *= 10) {
    for (const step of NICE) if (step * power >= Math.max(value, least)) return step * power;
  }
}

const QUARTER_MS = 15 * 60_000;

/** How much time the strip shows, in milliseconds: an hour, or less while there is no more. */
export function spanOf(history) {
  const known = history.at - history.first * history.slotMs;
  return known < QUARTER_MS ? QUARTER_MS : history.slots * history.slotMs;
}

/**
 * The time that ends now, whether or not the server remembers all of it.
 *
 * @return a value for each slot, the newest last; null where nothing is known
 */
export function timeOf(history, column) {
  const values = history[column];
  const end = Math.floor(history.at / history.slotMs);
  const all = new Array(spanOf(history) / history.slotMs).fill(null);
  values.forEach((value, i) => {
    const place = history.first + i - end + all.length;
    if (place >= 0 && place < all.length) all[place] = value;
  });
  return all;
}

/** The highest of what falls together on one pixel: a peak of five seconds stays to be seen. */
export function squeeze(values, most) {
  if (values.length <= most) return values;
  const out = [];
  for (let i = 0; i < most; i++) {
    const part = values.slice(Math.floor(i * values.length / most),
      Math.floor((i + 1) * values.length / most)).filter(value => value !== null);
    out.push(part.length === 0 ? null : Math.max(...part));
  }
  return out;
}

const round = value => Math.round(value * 10) / 10;

/** A line that is broken where nothing is known. @return the `d` of a path */
export function linePath(values, width, height, end) {
  const step = width / Math.max(1, values.length - 1);
  let path = '';
  let drawing = false;
  values.forEach((value, i) => {
    if (value !== null) {
      const y = height - Math.min(1, value / end) * height;
      path += `${drawing ? 'L' : 'M'}${round(i * step)} ${round(y)}`;
      // One value alone between gaps is a dot.
      if (!drawing && (values[i + 1] ?? null) === null) path += 'h.1';
    }
    drawing = value !== null;
  });
  return path;
}

/** The area under each unbroken piece of the line. */
export function areaPath(values, width, height, end) {
  const step = width / Math.max(1, values.length - 1);
  return linePath(values, width, height, end).split('M').filter(Boolean).map(piece => {
    const xs = [...piece.matchAll(/(?:^|L)([\d.]+) /g)].map(match => match[1]);
    const last = piece.endsWith('h.1') ? round(Number(xs[0]) + Math.min(step, 1)) : xs.at(-1);
    return `M${piece.replace('h.1', '')}L${last} ${height}L${xs[0]} ${height}Z`;
  }).join('');
}

const GRAVE = ['lost', 'silent', 'primary_away', 'redis_away'];
const CHANGE = ['promoted', 'taken_over', 'left'];

export const markLevel = kind => (GRAVE.includes(kind) ? 'bad' : CHANGE.includes(kind) ? 'warn'
  : 'good');

/**
 * Marks that would cover each other become one.
 *
 * @param gap how far apart two must be
 * @return from early to late, each with x, level (of the worst) and marks
 */
export function groupMarks(history, width, gap) {
  const span = spanOf(history);
  const groups = [];
  for (const mark of history.marks) {
    const x = width * (1 - (history.at - mark.at) / span);
    if (x < 0 || x > width) continue;
    const level = markLevel(mark.kind);
    const last = groups.at(-1);
    if (last && x - last.from < gap) {
      last.marks.push(mark);
      last.x = (last.from + x) / 2;
      if (level === 'bad' || (level === 'warn' && last.level === 'good')) last.level = level;
    } else {
      groups.push({ from: x, x, level, marks: [mark] });
    }
  }
  return groups;
}
