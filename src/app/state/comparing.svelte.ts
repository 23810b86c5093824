import { createContext } from 'svelte';
import { comparisonOf } from '../../experiment/comparison.ts';
import { type ComparisonTask, comparisonWork, nextTaskOf } from '../../experiment/comparison-plan.ts';
import type { ComparisonRecord } from '../../experiment/comparison-record.ts';
import { printLink } from '../../experiment/link.ts';
import type { Settings } from '../../experiment/settings.ts';
import { needsOwnText } from '../../experiment/task-kind.ts';
import { plannedWork } from '../../experiment/work.ts';
import type { WorkerEnd } from '../../worker/ask.ts';
import { unloaded } from '../words/unloaded.ts';
import type { Playground } from './playground.svelte.ts';
import { addressOf } from './address.ts';
import { sameExperiment } from './settings.svelte.ts';
import { Shelf } from './shelf.svelte.ts';

/** What searches can be told apart by with one press. */
export type Along = Exclude<Settings['compareAlong'], 'nothing'>;

type OwnWorker = WorkerEnd & { terminate(): void };

/** The comparison in view, the one that runs in a worker of its own, and the shelf that both are kept on. */
export class Comparing {
  readonly shelf = new Shelf();
  /** The comparison in view; null before one is started or opened. */
  record: ComparisonRecord | null = $state.raw(null);
  /** What is being done, and how far that is; null while nothing runs. */
  doing: { readonly task: ComparisonTask; readonly share: number } | null = $state.raw(null);
  /** What is to be said of it: how far it is, or what came of it; null where it is not in view. */
  told: string | null = $state(null);
  /** Why it could not go on, as one or two sentences. */
  problem: string | null = $state(null);
  /** What the middle of the page belongs to; null while that is a run. */
  readonly inView = $derived.by(() => (this.#app.ui.results === 'compare' ? this.record : null));
  readonly active = $derived(this.doing !== null);
  readonly finished = $derived(this.record !== null && nextTaskOf(this.record) === null);
  /** Times of finished searches and trainings of this visit, in seconds. */
  #seconds: { readonly search: number[]; readonly train: number[] } = { search: [], train: [] };
  #entry: string | null = null;
  #stop: AbortController | null = null;
  #starting = false;
  readonly #app: Playground;
  readonly #connect: () => OwnWorker;
  readonly #baseUrl: string;

  constructor(app: Playground, connect: () => OwnWorker, baseUrl: string) {
    this.#app = app;
    this.#connect = connect;
    this.#baseUrl = baseUrl;
  }

  /** The settings on the page as a comparison. */
  settingsFor(along: Along): Settings {
    return { ...this.#app.settings.draft, compareAlong: along };
  }

  /** Why it cannot be started, as one sentence; null where it can. */
  waitsFor(along: Along): string | null {
    const result = comparisonOf(this.settingsFor(along));
    return result.ok ? null : result.sentence;
  }

  /** Begins a comparison, or goes on with the same one where it was kept. */
  async start(along: Along): Promise<void> {
    // Looking at what is kept takes a moment: another press begins nothing more.
    if (this.#starting) return;
    this.#starting = true;
    try {
      await this.#prepare(along);
    } finally {
      this.#starting = false;
    }
    await this.goOn();
  }

  /** Has the comparison in view, kept where it can be. */
  async #prepare(along: Along): Promise<void> {
    const settings = this.settingsFor(along);
    this.#app.settings.change('compareAlong', along);
    await this.shelf.load();
    if (!this.openLike(settings)) {
      const { comparisonText, emptyComparison } = await import('../../experiment/comparison-record.ts');
      const record = emptyComparison(settings);
      this.record = record;
      const name = along === 'strategies' ? 'strategies' : 'prices λ';
      this.#entry = await this.shelf.keep(comparisonText(record), `${name}, ${settings.compareSeeds} seeds`);
    }
  }

  /** Goes on with the comparison in view. */
  async goOn(): Promise<void> {
    const module = await import('../../worker/compare.ts').catch(() => null);
    const { record } = this;
    if (record === null || this.active || this.finished) return;
    this.problem = module === null ? unloaded : null;
    if (module === null) return;
    this.#app.ui.notice = null;
    this.#app.occupied = true;
    this.#app.session.pause();
    const stop = new AbortController();
    this.#stop = stop;
    const worker = this.#connect();
    worker.send({ kind: 'start', baseUrl: this.#baseUrl, ...this.#sameAdapter() });
    let since = performance.now();
    const { settings } = record;
    const ownText = needsOwnText(settings) ? this.#app.session.ownText : null;
    try {
      await module.compare(worker, record, {
        ...(ownText === null ? {} : { ownText }),
        signal: stop.signal,
        onProgress: (task, share) => (this.doing = { task, share }),
        onGrown: (grown) => {
          const kind = this.doing?.task.kind ?? 'search';
          this.#seconds[kind].push((performance.now() - since) / 1_000);
          since = performance.now();
          this.record = grown;
          if (this.#entry !== null) void this.shelf.update(this.#entry, grown);
        },
      });
    } catch (error) {
      if (!stop.signal.aborted) this.problem = error instanceof Error ? error.message : String(error);
    } finally {
      worker.terminate();
      this.doing = null;
      this.#app.occupied = false;
    }
  }

  /** Stops; what is done is kept, and it can be gone on with. */
  stop(): void {
    this.#stop?.abort();
  }

  /** Looks at a kept comparison. */
  open(id: string): void {
    const content = this.shelf.kept.find((entry) => entry.id === id)?.content;
    if (content?.kind !== 'comparison' || this.active) return;
    this.record = content.record;
    this.#entry = id;
    this.problem = null;
    this.#seconds = { search: [], train: [] };
  }

  /** Looks at a kept comparison of these settings; false where there is none. */
  openLike(settings: Settings): boolean {
    const same = this.shelf.kept.findLast(
      ({ content }) => content.kind === 'comparison' && sameExperiment(content.record.settings, settings),
    );
    if (same !== undefined) this.open(same.id);
    return same !== undefined;
  }

  /** Keeps what a file holds; a comparison is then in view. */
  async import(file: File): Promise<void> {
    const id = await this.shelf.import(await file.text(), file.name);
    if (id !== null) this.open(id);
  }

  /** Nothing in view. */
  close(): void {
    if (!this.active) this.record = null;
  }

  /** The address of the comparison in view, or of the one that the settings describe. */
  link(): string {
    const { draft, preset } = this.#app.settings;
    const along = draft.compareAlong === 'nothing' ? 'strategies' : draft.compareAlong;
    const settings = this.record?.settings ?? this.settingsFor(along);
    return addressOf(printLink(preset, settings));
  }

  /** About how many seconds a comparison will take, by the search in view if that is over; null where it is not. */
  secondsFor(along: Along): number | null {
    const { session } = this.#app;
    const result = comparisonOf(this.settingsFor(along));
    if (!result.ok || session.state !== 'finished' || session.status === null) return null;
    return (session.status.seconds * comparisonWork(result.comparison)) / plannedWork(session.run.settings, 1);
  }

  /** Seconds that what is left will take, from what was done in this visit; null before a search of it is done. */
  secondsLeft(): number | null {
    const { record } = this;
    const result = record === null ? null : comparisonOf(record.settings);
    if (record === null || result?.ok !== true || this.#seconds.search.length === 0) return null;
    const { variants, seeds } = result.comparison;
    const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const search = mean(this.#seconds.search);
    const train = this.#seconds.train.length === 0 ? search : mean(this.#seconds.train);
    const trained = seeds.filter((seed) => record.trained.some((one) => one.seed === seed)).length;
    return search * (variants.length * seeds.length - record.runs.length) + train * (seeds.length - trained);
  }

  /** Computes where the page does, so that both say the same. */
  #sameAdapter() {
    const { adapter } = this.#app.session;
    return adapter === null ? {} : { backend: adapter.backend, form: adapter.form };
  }
}

export const [useComparing, provideComparing] = createContext<Comparing>();
