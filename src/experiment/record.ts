import type { EvaluatedEvent, PolicyChild, ScoredChild } from './events.ts';
import type { Architecture, Space } from '../space/space.ts';
import { spentIn } from './budget.ts';
import type { RunHistory } from './history.ts';
import { measureOf } from './learning.ts';
import { round6 } from './record-fields.ts';
import { RECORD_SCHEMA, type RecordShape } from './record-schema.ts';
import type { Settings } from './settings.ts';
import { writeStudies } from './studies/codecs/codecs.ts';

/**
 * One run as plain JSON: what it was made of, on what, how it went and what came out. Enough to show it again.
 * Measured numbers keep six significant digits and marginals three decimals; counts are exact. Keys stand in a fixed
 * order, so the same seed on the same adapter gives the same text but for `counters.seconds`.
 */
export type RunRecord = Omit<RecordShape, 'settings'> & { readonly settings: Settings };

/** What a record says beyond the events. */
export interface RecordMeta {
  readonly settings: Settings;
  /** The space of those settings; prints the children. */
  readonly space: Space;
  readonly adapter: RunRecord['adapter'];
  /** Name and version of what computed it. */
  readonly versions: RunRecord['versions'];
  /** Time spent searching, pauses left out. */
  readonly seconds: number;
}

/** Writes down a run as far as it has come. */
export function recordOf(history: RunHistory, meta: RecordMeta): RunRecord {
  const { settings, space, adapter, versions } = meta;
  const { weights, policy, evaluated } = history;
  const spent = spentIn(history, settings);
  const measure = measureOf(settings);
  const print = (child: { readonly architecture: Architecture }) => space.print(child.architecture);
  const children = policy.flatMap((event) => event.children.map((child) => ({ ...child, update: event.update })));
  const best = history.derived.at(-1)?.children[0];
  return {
    schema: RECORD_SCHEMA,
    settings,
    seed: settings.seed,
    adapter: {
      backend: adapter.backend,
      form: adapter.form,
      vendor: adapter.vendor,
      architecture: adapter.architecture,
    },
    versions,
    counters: {
      childSteps: spent.childSteps,
      policyUpdates: policy.length,
      childrenScored:
        (evaluated.length > 0 ? evaluated : children).length +
        history.derived.reduce((sum, event) => sum + event.children.length, 0),
      scoredBatches: round6(spent.scoredBatches),
      seconds: round6(meta.seconds),
    },
    finished: history.finished,
    curves: {
      weights: {
        step: weights.map((event) => event.step),
        round: weights.map((event) => event.round),
        warmUp: weights.map((event) => event.warmUp),
        notation: weights.map((event) => space.print(event.architecture)),
        others: weights.map((event) => event.others.map((child) => space.print(child))),
        loss: weights.map((event) => round6(event.loss)),
        accuracy: weights.map((event) => round6(event.accuracy)),
        gradientNorm: weights.map((event) => round6(event.gradientNorm)),
        learningRate: weights.map((event) => round6(event.learningRate)),
      },
      policy: {
        update: policy.map((event) => event.update),
        round: policy.map((event) => event.round),
        step: policy.map((event) => event.step),
        baseline: policy.map((event) => round6(event.baseline)),
        entropy: policy.map((event) => round6(event.entropy)),
        gradientNorm: policy.map((event) => round6(event.gradientNorm)),
        marginals: policy.map((event) => event.marginals.map((distribution) => distribution.map(round3))),
        probe: policy.map(
          ({ probe }) =>
            probe && {
              policy: meanScore(probe.policy),
              uniform: meanScore(probe.uniform),
              likeliest: { ...meanScore(probe.likeliest), notation: space.print(probe.likeliest.architecture) },
              images: probe.images,
            },
        ),
      },
      children: childColumns(children, print),
      ...(evaluated.length === 0 ? {} : { evaluated: evaluatedColumns(evaluated, print) }),
    },
    derived: history.derived.map((event) => ({
      round: event.round,
      step: event.step,
      update: event.update,
      images: event.images,
      children: event.children.map((child) => ({
        notation: print(child),
        reward: round6(child.reward),
        accuracy: round6(child.accuracy),
        crossEntropy: round6(child.crossEntropy),
        images: child.images,
      })),
    })),
    result:
      best === undefined
        ? null
        : {
            notation: print(best),
            sharedAccuracy: round6(best.accuracy),
            ...(measure.name === 'perplexity'
              ? { sharedPerplexity: round6(measure.of({ ...best, crossEntropy: round6(best.crossEntropy) })) }
              : {}),
          },
    ...writeStudies(history.studies, { settings, space, print }),
  };
}

function childColumns(
  children: readonly (PolicyChild & { readonly update: number })[],
  print: (child: ScoredChild) => string,
): RunRecord['curves']['children'] {
  return {
    update: children.map((child) => child.update),
    number: children.map((child) => child.number),
    notation: children.map(print),
    reward: children.map((child) => round6(child.reward)),
    accuracy: children.map((child) => round6(child.accuracy)),
    crossEntropy: children.map((child) => round6(child.crossEntropy)),
    images: children.map((child) => child.images),
    logProbability: children.map((child) => round6(child.logProbability)),
    advantage: children.map((child) => round6(child.advantage)),
  };
}

function evaluatedColumns(
  events: readonly EvaluatedEvent[],
  print: (child: ScoredChild) => string,
): NonNullable<RunRecord['curves']['evaluated']> {
  return {
    number: events.map((event) => event.number),
    round: events.map((event) => event.round),
    step: events.map((event) => event.step),
    notation: events.map(({ child }) => print(child)),
    reward: events.map(({ child }) => round6(child.reward)),
    accuracy: events.map(({ child }) => round6(child.accuracy)),
    crossEntropy: events.map(({ child }) => round6(child.crossEntropy)),
    images: events.map(({ child }) => child.images),
    trainedSteps: events.map((event) => event.trainedSteps),
    parent: events.map((event) => event.parent),
  };
}

function meanScore(score: { readonly reward: number; readonly accuracy: number }) {
  return { reward: round6(score.reward), accuracy: round6(score.accuracy) };
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
