import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { digits, preferred, t, useTexts } from '../../main/resources/web/i18n.js';

const LOCALE = new URL('../../main/resources/web/locale/', import.meta.url);
const catalogue = async (language, part) =>
  (await import(new URL(`${language}/${part}`, LOCALE))).default;
const places = text => [...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]).sort().join();
const lone = key => !key.endsWith('.one');

test('both languages have the same parts, texts and places', async () => {
  const parts = readdirSync(new URL('en/', LOCALE));
  assert.deepEqual(readdirSync(new URL('fa/', LOCALE)), parts);
  for (const part of parts) {
    const [en, fa] = [await catalogue('en', part), await catalogue('fa', part)];
    assert.deepEqual(Object.keys(fa).filter(lone), Object.keys(en).filter(lone), part);
    for (const key of Object.keys(fa)) {
      if (key in en) assert.equal(places(fa[key]), places(en[key]), `${part} ${key}`);
    }
  }
});

test('no two parts have a text of the same name', async () => {
  const seen = new Set();
  for (const part of readdirSync(new URL('en/', LOCALE))) {
    for (const key of Object.keys(await catalogue('en', part))) {
      assert.ok(!seen.has(key), key);
      seen.add(key);
    }
  }
});

test('Persian texts are written in Persian', async () => {
  for (const part of readdirSync(new URL('fa/', LOCALE))) {
    for (const [key, text] of Object.entries(await catalogue('fa', part))) {
      if (['language.other', 'settings.language'].includes(key)) continue;
      const letters = text.replace(/\{\w+\}/g, '').match(/[A-Za-z]{4,}/g) ?? [];
      const known = letters.filter(word => !['PostgreSQL', 'Redis', 'JavaScript', 'HOKM', 'STATUS',
        'TOKEN', 'SHA', 'HMAC', 'JSON', 'commit', 'nonce', 'secret', 'deck', 'salt', 'hokm',
        'JSONL', 'jsonl', 'Enter'].includes(word));
      assert.deepEqual(known, [], `${part} ${key}`);
      assert.doesNotMatch(text, /[0-9]/, `${part} ${key} has digits of the other language`);
    }
  }
});

test('the language is that of the link, else the chosen one, else the browser’s', () => {
  assert.equal(preferred('?lang=fa', 'en', ['en']), 'fa');
  assert.equal(preferred('?lang=xx', 'fa', ['en']), 'fa');
  assert.equal(preferred('', null, ['de-DE', 'fa-IR', 'en']), 'fa');
  assert.equal(preferred('', null, ['de-DE']), 'en');
});

test('places are filled, numbers in the digits of the language', () => {
  useTexts('fa', { 'points': '{n} امتیاز برای {name}' });
  assert.equal(t('points', { n: 12, name: 'Bot 3' }), '۱۲ امتیاز برای \u2068Bot 3\u2069');
  assert.equal(digits('7–3'), '۷–۳');
  useTexts('en', { 'points': '{n} points', 'points.one': '{n} point' });
  assert.equal(t('points', { n: 1 }), '1 point');
  assert.equal(t('points', { n: 2 }), '2 points');
  assert.equal(t('nothing'), 'nothing');
});

test('every error of the protocol has a text', async () => {
  const page = readFileSync(new URL('../../../docs/protocol.md', import.meta.url), 'utf8');
  const table = page.slice(page.indexOf('## Errors'), page.indexOf('## What a seat may know'));
  const codes = [...table.matchAll(/^\| `(\w+)` \|/gm)].map(match => match[1]);
  assert.ok(codes.length > 30);
  const texts = await catalogue('en', 'errors.js');
  assert.deepEqual(codes.filter(code => !(`error.${code}` in texts)), []);
});
