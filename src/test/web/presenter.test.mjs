import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOLDS, Presenter, stepsOf } from '../../main/resources/web/presenter.js';

const frame = (...events) => ({ type: 'events', room: 'ABC234', turn: { seat: 1 },
  events: events.map((event, i) => ({ n: i + 1, event })) });

/** A clock that moves when it is told to. */
function clock() {
  let time = 0;
  const due = [];
  return {
    now: () => time,
    after(ms, what) {
      const timer = { at: time + ms, what };
      due.push(timer);
      return timer;
    },
    cancel: timer => due.splice(due.indexOf(timer), due.includes(timer) ? 1 : 0),
    move(ms) {
      const end = time + ms;
      for (;;) {
        const next = due.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        due.splice(due.indexOf(next), 1);
        time = next.at;
        next.what();
      }
      time = end;
    },
  };
}

function scene() {
  const time = clock();
  const shown = [];
  const presenter = new Presenter({
    step: step => shown.push(...(step.events ?? [{ event: step.type }]).map(each => each.event)),
    settled: () => {},
  }, time);
  return { time, shown, presenter };
}

test('a frame is cut after a trick that was won, and only its end has the turn', () => {
  const steps = stepsOf(frame('card_played', 'trick_won', 'card_played'));
  assert.deepEqual(steps.map(step => step.frame.events.map(each => each.event)),
    [['card_played', 'trick_won'], ['card_played']]);
  assert.deepEqual(steps.map(step => step.frame.turn), [null, { seat: 1 }]);
  assert.equal(steps[0].hold, HOLDS.trick_won);
});

test('no event of a frame is lost or told twice, whatever it holds', () => {
  const events = ['trump_named', 'cards_dealt', 'cards_dealt', 'card_played', 'card_played',
    'trick_won', 'deal_ended', 'deck_revealed', 'deal_prepared'];
  const steps = stepsOf(frame(...events));
  assert.deepEqual(steps.flatMap(step => step.frame.events.map(each => each.event)), events);
  assert.deepEqual(steps.at(-1).frame.turn, { seat: 1 });
});

test('a trick that was won stays for a second at least before the next card is shown', () => {
  const { time, shown, presenter } = scene();
  presenter.push(frame('card_played', 'trick_won'));
  presenter.push(frame('card_played'));
  assert.equal(presenter.holding, 'trick_won');
  time.move(999);
  assert.deepEqual(shown, ['card_played', 'trick_won']);
  time.move(500);
  assert.deepEqual(shown, ['card_played', 'trick_won', 'card_played']);
});

test('it can be skipped', () => {
  const { shown, presenter } = scene();
  presenter.push(frame('card_played', 'trick_won'));
  presenter.push(frame('card_played'));
  presenter.skip();
  assert.equal(shown.length, 3);
  assert.notEqual(presenter.holding, 'trick_won');
});

test('whoever is far behind is shown all at once, and then in time again', () => {
  const { time, shown, presenter } = scene();
  for (let i = 0; i < 6; i++) presenter.push(frame('card_played', 'trick_won'));
  time.move(3_000);
  assert.ok(shown.length < 12);
  time.move(1_500);
  presenter.push(frame('seat_away'));
  assert.equal(shown.length, 13);
  presenter.push(frame('card_played', 'trick_won'));
  assert.equal(presenter.holding, 'trick_won');
});

test('a view is shown at once, and nothing from before it afterwards', () => {
  const { time, shown, presenter } = scene();
  presenter.push(frame('card_played', 'trick_won'));
  presenter.push(frame('card_played'));
  presenter.push({ type: 'view' });
  time.move(10_000);
  assert.deepEqual(shown, ['card_played', 'trick_won', 'view']);
});
