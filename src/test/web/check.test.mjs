import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import english from '../../main/resources/web/locale/en/check.js';
import persian from '../../main/resources/web/locale/fa/check.js';
import { judge } from '../../main/resources/web/referee.js';

const source = ['referee', 'refereed-deal'].map(name =>
  readFileSync(new URL(`../../main/resources/web/${name}.js`, import.meta.url), 'utf8')).join();
const found = pattern => [...source.matchAll(pattern)].map(match => match[1]);
const log = name => readFileSync(new URL(`logs/${name}.jsonl`, import.meta.url), 'utf8');

test('every fault and every step that holds has its sentence in both languages', () => {
  const told = new Set([
    ...found(/(?:fault|Halt)\('(\w+)'/g).map(code => `check.not.${code}`),
    ...found(/check: '(\w+)'/g).filter(code => code !== 'secret').map(code => `check.not.${code}`),
    ...found(/check: '(\w+)'/g).filter(code => code !== 'secret').map(code => `check.is.${code}`),
    ...found(/#tell\('(\w+)'/g).map(code => `check.is.${code}`),
    'check.is.whole', 'check.open.secret', 'check.open.hakemDrawn',
  ]);
  told.delete('check.not.hakemDrawn');
  for (const key of told) {
    assert.ok(key in english, key);
    assert.ok(key in persian, key);
  }
  const sentences = Object.keys(english).filter(key => /^check\.(is|not|open)\./.test(key)
    && !key.endsWith('.one'));
  assert.deepEqual(sentences.filter(key => !told.has(key)), []);
});

test('what a sentence says of a step is among the step’s values', () => {
  for (const name of ['kot', 'thrown-in', 'left']) {
    for (const { check, ok, values } of judge(log(name)).steps) {
      const text = english[`check.${ok ? 'is' : 'open'}.${check}`];
      for (const [, place] of text.matchAll(/\{(\w+)\}/g)) {
        assert.ok(place in values, `${check} lacks ${place}`);
      }
    }
  }
});

test('the sentences of faults name nothing that their values lack', () => {
  const calls = [...source.matchAll(/(?:fault|Halt)\('(\w+)'(?:, (\{[^}]*\}))?/g)];
  for (const [, code, given = ''] of calls) {
    for (const [, place] of (english[`check.not.${code}`] ?? '').matchAll(/\{(\w+)\}/g)) {
      assert.match(given, new RegExp(`\\b${place}\\b`), `${code} lacks ${place}`);
    }
  }
});
