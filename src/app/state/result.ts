import type { LinkResult, Measured } from '../../experiment/link-result.ts';
import type { Preset } from '../../experiment/presets.ts';
import { testScoreOf } from '../../experiment/score.ts';
import type { Settings } from '../../experiment/settings.ts';
import { candidateOf, isBrought, type RetrainedCell } from '../../experiment/studies/retraining.ts';
import { measureOf } from '../../experiment/task-kind.ts';
import { rankAmong } from '../../math/ranks.ts';
import type { Architecture } from '../../space/space.ts';
import { sameChild } from '../words/choices.ts';
import type { Sentence } from '../words/sentence.ts';
import { controllersChild } from './best.ts';
import type { Run } from './run.svelte.ts';

/** A child that a link brought, and what it said of it. */
export interface LinkedChild {
  readonly architecture: Architecture;
  readonly result: LinkResult | null;
  /** What it brings, in a sentence: words that come with the first link that is opened. */
  readonly inWords: (result: LinkResult | null, preset: Preset, settings: Settings) => Sentence;
}

/** What is read of a run. */
export type Told = Pick<Run, 'settings' | 'history'>;

/** What a result can be read from. */
interface Sources {
  readonly view: Told;
  /** What computes, in words. */
  readonly machine: string;
  readonly linked: Pick<LinkedChild, 'architecture' | 'result'> | null;
}

/** The child that a run stands for: what the search has come to, else what was chosen and trained. */
export function childOf({ history }: Pick<Told, 'history'>): Architecture | null {
  return controllersChild(history) ?? candidateOf(history.studies.retraining?.cells ?? [])?.architecture ?? null;
}

/** What is known of a child; null where nothing is. What was computed here stands before what a link said. */
export function resultOf(child: Architecture, { view, machine, linked }: Sources): LinkResult | null {
  const { derived, studies } = view.history;
  const said = linked !== null && sameChild(linked.architecture, child) ? linked.result : null;
  const found = derived.at(-1)?.children.find(({ architecture }) => sameChild(architecture, child));
  const outcome = studies.retraining;
  const trained = outcome?.cells.find(
    ({ role, architecture }) => (role === 'derived' || isBrought(role)) && sameChild(architecture, child),
  );
  if (found === undefined && trained === undefined) return said;
  const known = machine === '' ? null : machine;
  const measure = measureOf(view.settings);
  const measured = (cell: RetrainedCell) => measure.of(testScoreOf(cell));
  const score: Measured | null =
    found === undefined ? (said?.score ?? null) : { value: measure.of(found), examples: found.images };
  const role = said?.role ?? (found === undefined ? 'chosen' : 'derived');
  if (outcome == null || trained === undefined) {
    return { ...(said ?? nothing), role, score, adapter: said?.adapter ?? known };
  }
  const ofRole = (wanted: RetrainedCell['role']) => outcome.cells.filter((cell) => cell.role === wanted);
  const valueOf = (wanted: RetrainedCell['role']) => ofRole(wanted).map(measured)[0] ?? null;
  const merit = (cell: RetrainedCell) => measure.merit(testScoreOf(cell));
  const { better, of } = rankAmong(merit(trained), ofRole('random').map(merit));
  return {
    role,
    score,
    test: { value: measured(trained), examples: trained.testImages },
    // Of a retraining that was cancelled no rank is told.
    wins: outcome.rank === null || of === 0 ? null : { better, of },
    handMade: valueOf('hand-made'),
    trivial: valueOf('trivial'),
    adapter: known,
  };
}

const nothing = { test: null, wins: null, handMade: null, trivial: null };
