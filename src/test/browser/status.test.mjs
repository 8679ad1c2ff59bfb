import assert from 'node:assert/strict';
import { api, browserTest, seen, tell, until } from './harness.mjs';

const PHONE = { path: 'status?lang=fa', viewport: { width: 360, height: 640 }, hasTouch: true };

const level = page => page.getByTestId('headline').getAttribute('data-level');
const wide = page => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
const told = page => page.locator('[data-testid=told] [data-kind]')
  .evaluateAll(items => items.map(item => item.dataset.kind));

browserTest('a lost node is seen on the status page, and that it runs again', async open => {
  await tell('settle');
  const { page, shot } = await open(PHONE);
  await until('all is good', async () => await level(page) === 'good');
  assert.ok(await wide(page) <= 0, 'the page is wider than the phone');
  assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
  const killed = (await api('api/status')).nodes[0].node;
  await tell('kill/node', killed);
  const from = Date.now();
  await page.locator(`.node.gone[data-node="${killed}"]`).waitFor();
  seen(`${Date.now() - from} ms from the death of a node to its picture on the status page`);
  assert.equal(await level(page), 'warn');
  await until('the strip tells that a node was lost', async () =>
    (await told(page)).includes('lost'));
  await shot('lost');
  await tell('settle');
  await until('all is good again', async () => await level(page) === 'good');
  const mark = page.getByTestId('mark').last();
  await mark.focus();
  await page.keyboard.press('Enter');
  assert.equal(await mark.getAttribute('aria-pressed'), 'true');
  assert.ok((await told(page)).includes('joined'), 'nobody tells that the node is back');
  assert.ok(await wide(page) <= 0, 'the page is wider than the phone');
});
