// Numbers and times of the status page in the language of the page.

import { language, t } from './i18n.js';

const tag = () => (language() === 'fa' ? 'fa-IR' : 'en-GB');

/** At most one digit behind the point. */
export const figure = value =>
  new Intl.NumberFormat(tag(), { maximumFractionDigits: 1 }).format(value);

/** A name or address in the midst of a text of either direction. */
export const apart = name => `\u2068${name}\u2069`;

/** A time of today, to the second. */
export const clock = millis => new Intl.DateTimeFormat(tag(), {
  hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false,
}).format(millis);

/** How the whole picture would be told to one who can't see it. */
export function summary(model) {
  const present = model.nodes.filter(node => node.state !== 'gone');
  const rooms = present.reduce((sum, node) => sum + node.rooms, 0);
  const primary = model.servers.find(server => server.written);
  return [
    t('status.summary.nodes', { n: present.length, rooms: figure(rooms) }),
    `${t(`status.redis.${model.redis.level}`)}.`,
    primary ? t('status.summary.primary', { address: apart(primary.address),
      n: model.servers.filter(server => server.role === 'standby').length })
      : t('status.summary.none'),
    model.outbox.entries === null ? ''
      : `${t('status.outbox.entries', { n: model.outbox.entries })}.`,
  ].join(' ');
}
