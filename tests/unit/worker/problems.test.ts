import { expect, test } from 'vitest';
import { CapacityError } from '../../../src/engine/device.ts';
import { HistoryBuilder } from '../../../src/experiment/history.ts';
import { studies } from '../../../src/experiment/studies/studies.ts';
import { NonFiniteError } from '../../../src/supernet/supernet.ts';
import { DoesNotFitError } from '../../../src/worker/needs.ts';
import { LostForGoodError, problemOf, resumedOf } from '../../../src/worker/problems.ts';

function historyOf(steps: number): HistoryBuilder {
  const history = new HistoryBuilder();
  for (let step = 1; step <= steps; step++) {
    history.addSearch({
      kind: 'weights',
      step,
      round: 1,
      warmUp: false,
      architecture: [0],
      others: [],
      loss: 1,
      accuracy: 0.5,
      gradientNorm: 1,
      learningRate: 0.1,
    });
  }
  return history;
}

test('what does not fit is told with both numbers and what would', () => {
  const shortage = { of: 'buffer', needed: 2.4e9, allowed: 1.07e9 } as const;
  const proposal = { changes: { batch: 16 }, bytes: 96e6 };
  expect(problemOf(new DoesNotFitError(shortage, proposal), null)).toEqual({
    code: 'out-of-memory',
    what: 'These settings need one buffer of 2.4 GB; this graphics adapter allows at most 1.1 GB.',
    kept: 'Your settings are kept.',
    todo: 'With batch 16 it would need 96 MB in all.',
    fatal: true,
    proposal: { batch: 16 },
  });
  expect(problemOf(new DoesNotFitError(shortage, null), null)).not.toHaveProperty('proposal');
});

test('a comparison that does not fit leaves the run as it is', () => {
  const error = new CapacityError(300e6, 128e6);
  expect(problemOf(error, historyOf(3))).toMatchObject({ code: 'out-of-memory', fatal: false });
  expect(problemOf(error, null).fatal).toBe(true);
});

test('what is kept is counted', () => {
  const { what, kept } = problemOf(new NonFiniteError('the training loss of step 4'), historyOf(3));
  expect(what).toBe('The loss is no longer a number, first seen in the training loss of step 4.');
  expect(kept).toBe('The record so far is kept: 3 weight steps and 0 policy updates.');
  expect(
    problemOf(new LostForGoodError('Reset.', 'the browser gave no other in its place'), historyOf(1)),
  ).toMatchObject({
    what: 'The graphics device was lost (Reset) and the browser gave no other in its place.',
    kept: 'The record so far is kept: 1 weight step and 0 policy updates.',
    fatal: true,
  });
});

test('a run that was brought back says what was computed again, and whether it came out the same', () => {
  const same = { steps: 2, same: true };
  expect(resumedOf('', same, null, historyOf(3))).toEqual({
    code: 'device-lost',
    what: 'The graphics device was lost and has been opened again.',
    kept: 'Nothing is missing from the record: 2 steps since the last checkpoint were computed again.',
    todo: 'The search was at 3 weight steps and 0 policy updates.',
    fatal: false,
  });
  expect(resumedOf('', { steps: 1, same: false }, studies.retraining, historyOf(3))).toMatchObject({
    kept:
      'Nothing is missing from the record: 1 step since the last checkpoint was computed again. ' +
      'The numbers came out a little different: the device that is there now rounds otherwise.',
    todo: 'The comparison trains the cell that it was at again.',
  });
  expect(resumedOf('', { steps: 0, same: true }, null, historyOf(0)).kept).toBe('Nothing had been computed yet.');
});
