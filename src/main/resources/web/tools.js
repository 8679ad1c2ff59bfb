// The buttons of the bar at a table, and what opens over the felt: one thing at a time.

import { $, el } from './dom.js';
import { icon } from './icons.js';

const POPOVERS = { last: 'last-trick', emote: 'emote-menu' };
const TOOLS = ['last', 'emote', 'settings', 'leave'];
const TEST_IDS = { last: 'last-trick-button', emote: 'emotes' };

/** @param act {settings(), leave(), changed() after something has opened or closed} */
export function wireTools(act) {
  TOOLS.forEach(name => {
    const onclick = name in POPOVERS ? () => toggle($(POPOVERS[name]), act.changed) : act[name];
    const node = el('button', { type: 'button', className: 'quiet tool', onclick, data: {
      testid: TEST_IDS[name] ?? name, tLabel: `tool.${name}`, tTitle: `tool.${name}`,
    } });
    node.append(icon(name));
    $('tools').append(node);
  });
  addEventListener('keydown', event => {
    if (event.key === 'Escape') closePopovers();
  });
}

function toggle(popover, changed) {
  const open = popover.hidden;
  closePopovers();
  popover.hidden = !open;
  changed();
  if (open) popover.querySelector('button')?.focus();
}

export function closePopovers() {
  Object.values(POPOVERS).forEach(id => { $(id).hidden = true; });
}
