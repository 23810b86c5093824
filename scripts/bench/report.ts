import * as v from 'valibot';
import { childNames, contenderNames, kernelNames, rivalNames, scales } from './names.ts';

const positive = v.pipe(v.number(), v.finite(), v.gtValue(0));
const count = v.pipe(v.number(), v.finite(), v.minValue(0));

/** One entry for each name of a closed list. */
function each<const Names extends readonly string[], Schema extends v.GenericSchema>(names: Names, schema: Schema) {
  const entries = Object.fromEntries(names.map((name) => [name, schema])) as Record<Names[number], Schema>;
  return v.strictObject(entries);
}

const Step = v.strictObject({ msPerStep: positive });
const Work = v.strictObject({ ms: positive });

/** A contender's training step of one child; what could not be had is null, and `missing` says why. */
const ContenderStep = v.strictObject({
  msPerStep: v.nullable(positive),
  missing: v.nullable(v.string()),
  /** Loss of the first step: every contender starts from the same weights, so that all must agree. */
  firstLoss: v.nullable(v.number()),
  turns: count,
  stepsPerTurn: count,
  /** Traffic of one step whose metrics are read; null where it does not compute by WebGPU. */
  dispatches: v.nullable(count),
  bytesWritten: v.nullable(count),
});

const Child = v.strictObject({
  ...each(contenderNames, ContenderStep).entries,
  /** Contender ÷ engine, of their medians. */
  ratio: each(rivalNames, v.nullable(positive)),
  /** Work of one step, for the whole batch. */
  multiplyAdds: positive,
  /** Characters of each text that a step goes through; 1 of images. */
  timeSteps: positive,
});

/** Measurements of micro children; and the same of macro ones. */
function withMacro<const Entries extends v.ObjectEntries>(entries: Entries) {
  return v.strictObject({ ...entries, macro: v.strictObject(entries) });
}

const Issue = v.strictObject({ ...Step.entries, dispatches: count });

/** What a complete run measures; a part that was not asked for is null. */
export const BenchReport = v.strictObject({
  date: v.pipe(v.string(), v.isoTimestamp()),
  adapter: v.strictObject({
    vendor: v.string(),
    architecture: v.string(),
    description: v.string(),
    browser: v.string(),
    processors: count,
  }),
  children: each(childNames, v.nullable(Child)),
  gflops: v.nullable(
    v.strictObject({
      child: positive,
      mixedChild: positive,
      bestPointwise: positive,
      kernel: v.picklist(kernelNames),
      /** Twelve layers of dense convolutions, the mixed macro child, and the dense convolution 5×5 alone. */
      macro: v.strictObject({
        child: positive,
        mixedChild: positive,
        bestDense: positive,
        kernel: v.picklist(kernelNames),
      }),
    }),
  ),
  scaling: v.nullable(
    v.strictObject({
      children: each(scales.children, Step),
      cells: each(scales.cells, Step),
      batch: each(scales.batch, Step),
    }),
  ),
  score: v.nullable(v.strictObject({ together: Work, apart: Work })),
  controller: v.nullable(
    v.strictObject({
      engine: Work,
      reference: Work,
    }),
  ),
  /** Bytes. */
  memory: v.nullable(withMacro({ predicted: positive, real: positive })),
  readbacks: v.nullable(withMacro({ weightStep: count, policyUpdate: count })),
  issue: v.nullable(withMacro({ engine: Issue, tfjs: Issue })),
  startup: v.nullable(
    v.strictObject({
      stepPipelinesMs: positive,
      pipelinesMs: positive,
      cellDrawnMs: positive,
      firstChildDrawnMs: positive,
    }),
  ),
});

export type BenchReport = v.InferOutput<typeof BenchReport>;
export type ChildReport = NonNullable<BenchReport['children']['mixed']>;
export type ContenderReport = v.InferOutput<typeof ContenderStep>;
