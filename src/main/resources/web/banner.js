// Says what is true of the connection, and only what is true: a light that is always there, and a
// banner for as long as something is not as it should be, and a moment longer to say that it is.

import { $, say } from './dom.js';
import { t } from './i18n.js';

const GOOD_NEWS_MS = 4_000;
/** A break that heals at once is not worth a word. */
const PATIENCE_MS = 700;

let since = 0;
let bad = null;
let told = false;
let newsUntil = 0;
let news = null;

/** @return the name of the light and of the banner's text, or null for none; pure */
export function lightOf({ displaced, status, online, paused, why, seated }) {
  if (displaced) return { light: 'displaced', banner: null };
  if (!['idle', 'connected'].includes(status) && !online) {
    return { light: 'offline', banner: 'offline' };
  }
  if (status === 'reconnecting') {
    return { light: 'reconnecting', banner: seated ? 'reconnecting' : 'reconnecting.lobby' };
  }
  if (status === 'connecting') return { light: 'connecting', banner: 'connecting' };
  if (status === 'connected' && paused) return { light: 'moving', banner: why ?? 'owner_lost' };
  return { light: status, banner: null };
}

/** @param now milliseconds; called whenever something has changed, and from time to time */
export function drawLight(facts, now) {
  const { light, banner } = lightOf(facts);
  $('light').dataset.state = light;
  say($('light'), t(`light.${light}`));
  if (banner !== bad) {
    if (banner === null && told) {
      news = ['owner_lost', 'store_away'].includes(bad) ? 'goes_on' : 'back';
      newsUntil = facts.seated ? now + GOOD_NEWS_MS : 0;
    }
    if (bad === null) since = now;
    bad = banner;
    if (banner === null) told = false;
  }
  const late = bad !== null && now - since >= PATIENCE_MS;
  told ||= late;
  const good = bad === null && now < newsUntil;
  $('banner').hidden = !late && !good;
  $('banner').dataset.kind = good ? 'good' : bad ?? '';
  say($('banner'), late ? t(`banner.${bad}`) : good ? t(`banner.${news}`) : '');
}
