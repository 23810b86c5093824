import type { EvaluatedEvent, MeasuredEvent } from './events.ts';
import type { Architecture, Space } from '../space/space.ts';
import { spentIn } from './budget.ts';
import type { RunHistory } from './history.ts';
import { measureOf } from './task-kind.ts';
import { round6 } from './record-fields.ts';
import {
  childrenTable,
  derivedEntry,
  evaluatedTable,
  policyTable,
  RECORD_SCHEMA,
  type RecordShape,
  weightsTable,
} from './record-schema.ts';
import type { Settings } from './settings.ts';
import { writeStudies } from './studies/codecs/codecs.ts';

/**
 * One run as plain JSON: what it was made of, on what, how it went and what came out. Enough to show it again.
 * Measured numbers keep six significant digits and marginals three decimals; counts are exact. Keys stand in a fixed
 * order, so the same seed on the same adapter gives the same text but for `counters.seconds`.
 */
export type RunRecord = Omit<RecordShape, 'settings'> & {
  readonly settings: Settings;
  /** Settings of a later version, as the file had them; they are written again. */
  readonly otherSettings?: Readonly<Record<string, unknown>>;
};

/** What a record says beyond the events. */
export interface RecordMeta {
  readonly settings: Settings;
  /** The space of those settings; prints the children. */
  readonly space: Space;
  readonly adapter: Pick<RunRecord['adapter'], 'backend' | 'form' | 'vendor' | 'architecture'>;
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
  const notationOf = (architecture: Architecture) => space.print(architecture);
  const print = (child: { readonly architecture: Architecture }) => notationOf(child.architecture);
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
      weights: weightsTable.write(weights, notationOf),
      policy: policyTable.write(policy, notationOf),
      children: childrenTable.write(children, notationOf),
      ...(evaluated.length === 0 ? {} : { evaluated: evaluatedTable.write(evaluated.map(flat), notationOf) }),
      ...(history.measured.length === 0 ? {} : { measured: measuredColumns(history.measured) }),
    },
    derived: history.derived.map((event) => derivedEntry.write(event, notationOf)),
    result:
      best === undefined
        ? null
        : {
            notation: print(best),
            sharedAccuracy: round6(best.accuracy),
            ...(measure.resultKey === null
              ? {}
              : { [measure.resultKey]: round6(measure.of({ ...best, crossEntropy: round6(best.crossEntropy) })) }),
          },
    ...writeStudies(history.studies, { settings, space, print }),
  };
}

/** An evaluation with its child's score beside its counts. */
function flat({ child, ...counts }: EvaluatedEvent) {
  return { ...counts, ...child };
}

/** A column for each series that was ever measured; null where a row lacks it. */
function measuredColumns(events: readonly MeasuredEvent[]): NonNullable<RunRecord['curves']['measured']> {
  const ids = [...new Set(events.flatMap(({ values }) => Object.keys(values)))];
  const column = (id: string) =>
    events.map(({ values }) => {
      const value = values[id];
      if (value === undefined) return null;
      return typeof value === 'number' ? round6(value) : value.map(round6);
    });
  return {
    ...Object.fromEntries(ids.map((id) => [id, column(id)])),
    round: events.map(({ round }) => round),
    step: events.map(({ step }) => step),
    evaluation: events.map(({ evaluation }) => evaluation),
  };
}
