// The few signs on buttons, in a box of 24.

import { svg } from './faces.js';

const PATHS = {
  last: 'M4 6l9-2 3 13-9 2ZM15 5l5 1.5-3 12',
  emote: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8.5 9.5v.5M15.5 9.5v.5M8 14c1 1.7 2.5 '
    + '2.5 4 2.5s3-.8 4-2.5',
  settings: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  leave: 'M10 4H5v16h5M10 12h10M16 8l4 4-4 4',
  crown: 'M3 18h18v2.5H3zM3 7l4.5 4L12 3.5l4.5 7.5L21 7l-1.6 9H4.6Z',
};

export function icon(name) {
  return svg('svg', {
    viewBox: '0 0 24 24', class: `icon icon-${name}`, 'aria-hidden': 'true',
  }, svg('path', { d: PATHS[name] }));
}
