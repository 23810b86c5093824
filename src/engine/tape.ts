import { Arena } from './arena.ts';
import type { Kernel } from './kernel.ts';
import { WorkList } from './work-list.ts';
import { type At, NOWHERE, type Written } from './words.ts';
import { channelQuads, mapQuads, type Maps } from './shape.ts';
import type { Tiles } from './tiles.ts';
import { affineQuads } from './kernels/norm.ts';
import { Value } from './value.ts';

/** Numbers that lie in the arena from the start. */
export interface Constant {
  readonly at: At<never>;
  readonly values: Float32Array;
}

/** What a layer leaves on the tape: dispatches forward, and backward in the order in which they are to run. */
export interface Recorded {
  readonly forward: readonly WorkList[];
  readonly backward?: readonly WorkList[];
}

/**
 * Operations recorded ahead of time. The tape is replayed backwards once, when the plan is built; a step then only
 * fills the work lists. Sums that nothing else in the step reads (weight gradients) wait until the end of the
 * backward pass, where one dispatch does them for all operations of one shape.
 */
export class Tape {
  readonly arena = new Arena();
  readonly tiles: Tiles;
  /** Whether there is a backward pass; without it nothing is kept for one. */
  readonly training: boolean;
  /** Whether the backward pass also goes into the parameters; without it, only into what was read. */
  readonly moving: boolean;
  readonly #recorded: Recorded[] = [];
  readonly #deferred = new Map<string, WorkList>();
  readonly #epilogue: WorkList[] = [];
  readonly #lists: WorkList[] = [];
  readonly #constants: Constant[] = [];
  readonly #unitAffines = new Map<number, At<'affine'>>();
  readonly #beforeSubmit: (() => void)[] = [];

  constructor(tiles: Tiles, training: boolean, moving = training) {
    this.tiles = tiles;
    this.training = training;
    this.moving = moving;
  }

  /** A new work list of this kernel, with room for `entries` and `terms`. */
  list<Entry extends Written, Term extends Written>(
    kernel: Kernel<Entry, Term>,
    entries: number,
    terms = 0,
  ): WorkList<Entry, Term> {
    const list = new WorkList(kernel);
    list.reserve(entries, terms);
    this.#lists.push(list);
    return list;
  }

  record(recorded: Recorded): void {
    this.#recorded.push(recorded);
  }

  /** The one list of all work of this kernel that waits for the end of the backward pass, with more room. */
  deferred<Entry extends Written, Term extends Written>(
    kernel: Kernel<Entry, Term>,
    entries: number,
  ): WorkList<Entry, Term> {
    const known = this.#deferred.get(kernel.label) as WorkList<Entry, Term> | undefined;
    const list = known ?? this.list(kernel, 0);
    this.#deferred.set(kernel.label, list);
    list.reserve(entries);
    return list;
  }

  /** A dispatch after everything else, in the order of these calls. */
  finish(list: WorkList): void {
    this.#epilogue.push(list);
  }

  /** `fill` runs before each submission, when all work of the step has been chosen. */
  beforeSubmit(fill: () => void): void {
    this.#beforeSubmit.push(fill);
  }

  /** Room for whole vec4 of numbers that stay as they are; returns where. */
  constant(name: string, values: Float32Array): At<never> {
    const at = this.arena.allocate(name, values.length / 4);
    this.#constants.push({ at, values });
    return at;
  }

  /** The affine that changes nothing, for maps of so many channels. */
  unitAffine(channels: number): At<'affine'> {
    const known = this.#unitAffines.get(channels);
    if (known !== undefined) return known;
    const quads = channelQuads(channels);
    const at = this.constant(`unit affine ${channels}`, new Float32Array(16 * quads).fill(1, 0, 4 * quads));
    this.#unitAffines.set(channels, at);
    return at;
  }

  /** Room for maps and, in training, their gradient. */
  value(name: string, maps: Maps): Value {
    const at = this.arena.allocate(name, mapQuads(maps));
    const gradient = this.training ? this.arena.allocate(`${name} gradient`, mapQuads(maps)) : NOWHERE;
    return new Value(maps, at, this.unitAffine(maps.channels), gradient);
  }

  /** As `value`, for maps whose readers normalise them while loading. */
  normalisedValue(name: string, maps: Maps): Value {
    const at = this.arena.allocate(name, mapQuads(maps));
    const affine = this.arena.allocate(`${name} affine`, affineQuads(maps));
    const gradient = this.training ? this.arena.allocate(`${name} gradient`, mapQuads(maps)) : NOWHERE;
    return new Value(maps, at, affine, gradient);
  }

  get constants(): readonly Constant[] {
    return this.#constants;
  }

  /** The whole step: forward in the order of recording, backward, deferred sums, the end. */
  dispatches(): WorkList[] {
    const forward = this.#recorded.flatMap((recorded) => recorded.forward);
    if (!this.training) return [...forward, ...this.#epilogue];
    const backward = this.#recorded.toReversed().flatMap((recorded) => recorded.backward ?? []);
    const deferred = this.moving ? [...this.#deferred.values()] : [];
    return [...forward, ...backward, ...deferred, ...this.#epilogue];
  }

  /** Words that all lists take when they are full. */
  tableWords(): number {
    return this.#lists.reduce((sum, list) => sum + list.capacityWords, 0);
  }

  fill(): void {
    for (const fill of this.#beforeSubmit) fill();
  }

  clear(): void {
    for (const list of this.#lists) list.clear();
  }
}
