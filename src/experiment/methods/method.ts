import type { Family } from '../../space/spaces.ts';
import type { Conflict } from '../conflict.ts';
import type { EvaluatedEvent } from '../events.ts';
import type { Outline } from '../outline.ts';
import type { Series } from '../series.ts';
import type { CommonSettings } from '../settings/common.ts';
import type { Setting } from '../settings/setting.ts';
import type { Bars } from './bars.ts';

/**
 * What a person may have done one at a time: a shared-weight step, a policy step, an evaluated child, a round. Deriving
 * and following the schedule are always possible.
 */
export type SingleStep = 'weights' | 'policy' | 'child' | 'round';

/** What a search costs whatever its machine: the measure at which methods are compared. */
export interface Budget {
  /** One child on one training batch is 1. */
  readonly childSteps: number;
  /** One child scored on one batch of validation images is 1. */
  readonly scoredBatches: number;
}

/** How a method is spoken of, where its phases and children are. */
export interface MethodWords {
  /** What it does again and again beside training shared weights: its name, and its stages before `train` and `score`. */
  readonly part: { readonly label: string; readonly before: readonly string[]; readonly after: readonly string[] };
  /** As a phase of shared-weight steps begins; without it, uniform children are said to be trained. */
  readonly weightsPhase?: string;
  /** As a phase of evaluated children begins; `how` says how each is scored. */
  evaluatePhase?(how: string): string;
  /** What deriving decides among: “children of the policy”. */
  readonly derivesFrom: string;
  /** What deriving does, after its subject; `children` are how many it samples, in words. */
  derives(children: string): string;
  /** What becomes of a child that was made from another, at the end of its sentence. */
  afterOffspring?(event: EvaluatedEvent): string;
}

/**
 * One search method as the page, links, records and the command line know it: a file with one of these and a line in
 * `methods.ts`; how it computes is a `MethodRunner` of the same name in `search/`. Its functions are given all settings,
 * and read the common ones and its own.
 */
export interface Method<Own extends Readonly<Record<string, Setting>> = Readonly<Record<string, Setting>>> {
  /** Name in links and on the command line. Never reused for another method. */
  readonly id: string;
  /** In menus. */
  readonly label: string;
  /** In sentences and tables. */
  readonly name: string;
  /** One sentence: what it does, in the field's terms. */
  readonly summary: string;
  /** Where it is from; null where it is nobody's in particular. */
  readonly paper: string | null;
  /** Settings of its own and shared ones that it uses: shown, linked and validated only with a method that has them. */
  readonly settings: Own;
  /** Families of spaces that it searches; all where it is not given. */
  readonly families?: readonly Family[];
  /** What one evaluation of its outline is. */
  readonly evaluation: 'policy update' | 'child';
  /** Whether it has a policy that learns from rewards. */
  readonly policy: boolean;
  readonly steps: readonly SingleStep[];
  readonly bars: Bars;
  /** What its curves show, in the order of the page. */
  readonly series: readonly Series[];
  readonly words: MethodWords;
  /** Whether children are scored on weights that they share; otherwise each is trained alone. */
  shares(settings: CommonSettings): boolean;
  /** Whether a shared-weight step of a round trains uniform children; in the warm-up each does. */
  trainsOnUniform(settings: CommonSettings): boolean;
  /** Validation batches that one reward comes from. */
  batchesPerReward(settings: CommonSettings): number;
  /** What a search of these settings will do; spends no more child steps than `budget`. */
  outline(settings: CommonSettings, budget: Budget): Outline;
  /** Child steps that it begins with, and the setting that asks for so many; null where its budget is its own. */
  leastChildSteps(settings: CommonSettings): { readonly childSteps: number; readonly against: string } | null;
  /** What its own numbers ask of each other. */
  conflicts(settings: CommonSettings, outline: Outline): readonly Conflict[];
}
