import type { ScoredChild } from '../../../experiment/events.ts';
import { accuracy as inDigits, count, fixed, part } from '../numbers.ts';
import { marked, plain } from '../sentence.ts';
import type { MeasureWords } from './measure-words.ts';

/** Words for the part of the predictions that is right: .8145, and how many of them. */
export const accuracy: MeasureWords = {
  capital: 'Accuracy',
  lead: '',
  yours: 'Yours: ',
  untrained: [0, 1],
  inPoints: true,
  value: inDigits,
  short: inDigits,
  curve: (value) => part(value, 3),
  axis: (value) => part(value, 2),
  tick: (value) => part(value, 2),
  margin: () => 0.005,
  score: (value, examples) => [marked(value), plain(` of ${examples} right`)],
  tested: (value, examples) => `${value} of ${examples}`,
  child: (child, examples) => `${count(child.accuracy * child.images)} of ${examples} right`,
  step: (event, predictions) =>
    `; ${event.others.length === 0 ? 'it named' : 'on average they named'} ${count(event.accuracy * predictions)} of them right.`,
  beside: beyondNoise,
  handMade(derived, handMade, design) {
    const difference = (derived.testAccuracy - handMade.testAccuracy) * 100;
    const noise = standardError(derived.testAccuracy, handMade.testAccuracy, derived.testImages) * 100;
    if (Math.abs(difference) <= 2 * noise) {
      return `The hand-made ${design} is as good within the noise (± ${fixed(noise, 1)} points).`;
    }
    return difference > 0
      ? `It beats the hand-made ${design} by ${fixed(difference, 1)} points.`
      : `The hand-made ${design} beats it by ${fixed(-difference, 1)} points.`;
  },
  sharedAxis: { label: 'minus shared loss', of: ({ crossEntropy }) => -crossEntropy },
  shared: ({ crossEntropy }) => `loss ${fixed(crossEntropy, 2)}`,
  isReward: (reward) => reward === 'accuracy',
};

function beyondNoise(own: ScoredChild, controller: ScoredChild): string {
  const difference = own.accuracy - controller.accuracy;
  const noise = standardError(own.accuracy, controller.accuracy, own.images);
  const amount = `noise (± ${part(noise, 3)})`;
  if (Math.abs(difference) <= 2 * noise) return `the difference is within the ${amount}`;
  return `${difference > 0 ? 'yours' : 'the controller’s'} is ahead by more than the ${amount}`;
}

/** Standard error of the difference of two accuracies on `images` examples each, as if they were drawn apart. */
export function standardError(a: number, b: number, images: number): number {
  return Math.sqrt((a * (1 - a) + b * (1 - b)) / images);
}
