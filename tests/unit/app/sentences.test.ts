import { describe, expect, it } from 'vitest';
import { largestShift } from '../../../src/app/words/choices.ts';
import {
  ownSentence,
  policySentence,
  tellingChild,
  toldShift,
  weightsSentence,
} from '../../../src/app/words/events.ts';
import { loadingWords } from '../../../src/app/words/loading.ts';
import { textOf } from '../../../src/app/words/sentence.ts';
import { spaceOf } from '../../../src/experiment/build.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import type { PolicyChild, PolicyEvent } from '../../../src/experiment/events.ts';

const space = spaceOf({ ...defaultSettings, nodes: 1, stages: 1 });
const even = space.decisions.map(({ choices }) => choices.map(() => 1 / choices.length));
const operation = space.decisions.findIndex(({ kind }) => kind === 'operation');

const child = (number: number, reward: number, advantage: number): PolicyChild => ({
  architecture: space.handMade(),
  number,
  reward,
  advantage,
  accuracy: 210 / 256,
  crossEntropy: 0.5,
  images: 256,
  logProbability: -3,
});

const event = (children: readonly PolicyChild[], marginals: readonly (readonly number[])[] = even): PolicyEvent => ({
  kind: 'policy',
  update: 2,
  round: 1,
  step: 30,
  children,
  baseline: 0.788,
  entropy: 1,
  gradientNorm: 1,
  marginals,
  probe: null,
});

describe('what just happened, in a sentence', () => {
  it('tells of the child that the policy learned most from, liked or not', () => {
    const liked = event([child(1, 0.79, 0.002), child(2, 0.82, 0.032)]);
    expect(tellingChild(liked)?.number).toBe(2);
    expect(textOf(policySentence(liked, null, space))).toBe(
      'Child 2: 210 of 256 validation images right, R = .820, .032 above the baseline, so its choices became likelier.',
    );
    const disliked = event([child(3, 0.7, -0.088), child(4, 0.82, 0.032)]);
    expect(textOf(policySentence(disliked, null, space))).toContain(
      'R = .700, .088 below the baseline, so its choices became less likely.',
    );
  });

  it('names the choice that moved most since the update before, and marks where it is now', () => {
    const moved = even.map((row, d) => (d === operation ? row.map((p, c) => (c === 0 ? 0.36 : p - 0.04)) : row));
    const sentence = policySentence(event([child(2, 0.82, 0.032)], moved), event([], even), space);
    expect(textOf(sentence)).toContain('Since the update before, sep 3×3 at node 2, side A: from .20 to .36.');
    expect(sentence.filter((piece) => piece.style === 'mark').map((piece) => piece.text)).toEqual(['.820', '.36']);
    expect(toldShift(event([], moved), event([], even))).toMatchObject({ decision: operation, choice: 0, before: 0.2 });
  });

  it('says nothing of shifts too small to read', () => {
    const barely = even.map((row) => row.map((p) => p + 0.001));
    expect(textOf(policySentence(event([child(2, 0.8, 0.1)], barely), event([], even), space))).not.toContain('Since');
    expect(largestShift(null, even)).toBeNull();
  });

  it('says what is made ready, and how far it is', () => {
    expect(loadingWords({ kind: 'loading', part: 'supernet', done: 12, total: 96 })).toBe(
      'loading shared weights: 12 of 96 kernels compiled',
    );
    expect(loadingWords({ kind: 'loading', part: 'data', done: 1.2e6, total: 2.3e6 })).toBe(
      'loading pictures: 1.2 MB of 2.3 MB',
    );
    expect(loadingWords({ kind: 'loading', part: 'supernet', done: 0, total: null })).toBe('loading shared weights');
  });

  it('counts train images, never calling them validation', () => {
    const words = textOf(
      weightsSentence(
        {
          kind: 'weights',
          step: 1_200,
          round: 1,
          warmUp: true,
          architecture: [],
          others: [],
          loss: 0.594,
          accuracy: 0.75,
          gradientNorm: 1,
          learningRate: 0.01,
        },
        { ...defaultSettings, batch: 32 },
      ),
    );
    expect(words).toBe(
      'Step 1\u2009200: a uniformly drawn child was trained on 32 train images, loss 0.59; it named 24 of them right.',
    );
  });

  it('puts a person’s child beside the controller’s with the noise', () => {
    const score = (accuracy: number) => ({ architecture: [], accuracy, crossEntropy: 1, images: 2_000, reward: 0 });
    expect(textOf(ownSentence(score(0.5), score(0.4), 'recurrent'))).toMatch(
      /^Perplexity of yours: 2\.718\. The controller’s: 2\.718\. .* validation characters; lower is better\.$/,
    );
    expect(textOf(ownSentence(score(0.7965), score(0.7905), 'micro'))).toBe(
      'Yours: .7965. The controller’s: .7905. Same shared weights, same 2\u2009000 validation images; the difference is within the noise (± .013).',
    );
    expect(textOf(ownSentence(score(0.9), score(0.8), 'micro'))).toContain('yours is ahead by more than the noise');
    expect(textOf(ownSentence(score(0.7), score(0.8), 'micro'))).toContain('the controller’s is ahead');
  });
});
