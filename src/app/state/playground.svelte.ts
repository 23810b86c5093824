import { createContext } from 'svelte';
import type { Changes } from '../../experiment/fitting.ts';
import { inPresenter, printLink } from '../../experiment/link.ts';
import type { LinkResult } from '../../experiment/link-result.ts';
import type { Preset } from '../../experiment/presets.ts';
import { settingOf } from '../../experiment/schema.ts';
import type { SettingKey, Settings } from '../../experiment/settings.ts';
import { candidateOf, retraining } from '../../experiment/studies/retraining.ts';
import { needsOwnText } from '../../experiment/task-kind.ts';
import type { Architecture } from '../../space/space.ts';
import type { WorkerEnd } from '../../worker/ask.ts';
import type { BackendName } from '../../worker/protocol.ts';
import { machineWords } from '../words/machine.ts';
import { taskFactsOf } from '../task-kinds/kinds.ts';
import { reloadAt } from './address.ts';
import { Agreement } from './agreement.svelte.ts';
import { Keeper } from './keep.svelte.ts';
import { momentOf } from './moment.ts';
import { OwnChild } from './own.svelte.ts';
import { OwnText } from './own-text.svelte.ts';
import { Paced } from './paced.svelte.ts';
import { resultOf } from './result.ts';
import type { Run } from './run.svelte.ts';
import { Session } from './session.svelte.ts';
import { sameSettings, SettingsState } from './settings.svelte.ts';
import { Ui } from './ui.svelte.ts';

/** Speeds of the search: name and shortest time between two steps in ms, slowest first. */
export const paces = [
  { label: 'slow motion, one step in 2 s', milliseconds: 2_000 },
  { label: 'one step in half a second', milliseconds: 500 },
  { label: '10 steps a second', milliseconds: 100 },
  { label: 'as fast as it goes', milliseconds: 0 },
] as const;

/** Everything on the page in one place: what a person can do, and how the parts answer. */
export class Playground {
  readonly settings = new SettingsState();
  readonly session = new Session(this.settings.draft);
  readonly ui = new Ui();
  readonly own = new OwnChild(this.session);
  readonly keeper = new Keeper();
  readonly ownText = new OwnText();
  readonly agreement = new Agreement();
  recorded: Run | null = $state.raw(null);
  pace = $state(paces.length - 1);
  /** Searches are compared, in a worker of their own: the live run waits, since both would share the machine. */
  occupied = $state(false);

  /** The run in view: a recorded one while it is looked at, else the live one. */
  readonly view = $derived(this.recorded ?? this.session.run);
  /** What the run in view did last, for as long as a sentence about it takes to read: see `latest`. */
  readonly paced = new Paced(this.session.run.latest);
  /** What sentence, figure and readouts are all of: at full speed not each step, but one that can be read. */
  readonly latest = $derived(this.paced.shown.run === this.view ? this.paced.shown : this.view.latest);
  readonly moment = $derived(momentOf(this.latest, this.ui));
  /** The highest probability of each decision's choices, as the worker said for these settings; empty if it did not. */
  readonly largestProbability = $derived.by(() => {
    const { configured } = this.session;
    return configured !== null && sameSettings(configured.settings, this.view.settings)
      ? configured.largestProbability
      : [];
  });
  /** The best value of its measure that any predictor of the task in view can reach; null where nobody knows. */
  readonly bound = $derived(this.boundOf(this.view.settings));
  /** Settings that differ from the run in view and so wait for Start over. */
  readonly waiting = $derived(this.view.begun ? this.settings.waiting(this.view.settings) : []);

  /** The same of other settings, as long as the worker holds their data. */
  boundOf(settings: Settings): number | null {
    const { configured } = this.session;
    const facts = taskFactsOf(settings);
    if (configured === null || configured.settings[facts.data] !== settings[facts.data]) return null;
    return facts.bound(configured.examples);
  }

  /** The run waits for a text of the visitor's: nothing is wrong, it only cannot begin. */
  readonly wantsText = $derived(this.recorded === null && this.session.problem?.code === 'no-text');
  /** What is wrong with the run in view; null where all is well. */
  readonly problem = $derived(
    this.recorded === null && !this.occupied && !this.wantsText ? this.session.problem : null,
  );
  /** A child that no search here found: a person's own, or one that a link brought. */
  readonly brought = $derived(this.own.architecture ?? this.ui.linked?.architecture ?? null);
  /** The address of what stands on the page: settings, and a child that was brought; null as long as nothing was set. */
  readonly fragment = $derived.by(() => {
    const { preset, draft, canUndo } = this.settings;
    const child = this.brought;
    const { presenter } = this.ui;
    if (child === null && !canUndo && !presenter && location.hash.length < 2) return null;
    const result = child === null || this.waiting.length > 0 ? null : this.resultOf(child);
    const fragment =
      child === null ? printLink(preset, draft) : printLink(preset, draft, this.view.space.print(child), result);
    return presenter ? inPresenter(fragment) : fragment;
  });
  /** What the one button that stands out does; null once a run is over and retrained, or cannot go on. */
  readonly primary = $derived.by((): 'waits' | 'pause' | 'starting' | 'play' | 'retrain' | null => {
    const { running, playWanted, state, study, run } = this.session;
    if (this.occupied || this.wantsText) return 'waits';
    if (this.recorded === null && playWanted) return 'starting';
    if (this.recorded === null && running) return 'pause';
    if (state !== 'finished' && state !== 'failed') return 'play';
    const { derived, studies } = run.history;
    const done = studies.retraining?.rank != null && candidateOf(studies.retraining.cells)?.role === 'derived';
    const next = this.recorded === null && state === 'finished' && study === null && !done;
    return next && derived.length > 0 ? 'retrain' : null;
  });

  connect(worker: WorkerEnd, baseUrl: string, backend?: BackendName): void {
    this.session.start(worker, baseUrl, backend);
    void this.ownText.load().then(() => this.#readOwnText());
    this.session.needs.ask(this.settings.draft);
    void this.keeper.load();
  }

  change<K extends SettingKey>(key: K, value: Settings[K], committed = true): void {
    this.settings.change(key, value, committed);
    this.#follow();
  }
  usePreset(preset: Preset): void {
    this.settings.usePreset(preset);
    this.#follow();
  }
  undo(): void {
    if (this.own.architecture !== null) this.own.undo();
    else {
      this.settings.undo();
      this.#follow();
    }
  }
  redo(): void {
    this.settings.redo();
    this.#follow();
  }

  /** Takes over settings from outside; a run that has begun goes on until Start over. */
  adopt(preset: Preset, settings: Settings): void {
    this.settings.adopt(preset, settings);
    this.#follow();
  }

  /** The same, as a beginning that nothing can be taken back beyond. */
  begin(preset: Preset, settings: Settings): void {
    this.settings.begin(preset, settings);
    this.#follow();
  }

  /** Takes the visitor's text; a run of it that has computed nothing yet is made anew. */
  useOwnText(text: string): void {
    this.ownText.use(text);
    this.#readOwnText();
  }

  /** Does what the primary button says; where there is none, nothing that was computed is given up. */
  doPrimary(): void {
    switch (this.primary) {
      case 'waits':
        this.ui.notice = this.occupied ? 'Play waits until the comparison ends or is stopped.' : null;
        break;
      case 'pause':
      case 'starting':
        this.session.pause();
        break;
      case 'play':
        this.leaveRecording();
        this.lookLive();
        this.session.play();
        break;
      case 'retrain':
        this.retrain();
        break;
      case null:
        this.ui.notice ??= 'The search is over. S or Start over begins it anew with the settings on the page.';
    }
  }

  /** What is known of a child of the run in view. */
  resultOf(child: Architecture): LinkResult | null {
    const adapter = this.recorded?.recorded?.adapter ?? this.session.adapter;
    const machine = machineWords(adapter) || (adapter?.backend ?? '');
    return resultOf(child, { view: this.view, linked: this.ui.linked, machine });
  }

  /** Trains the derived child from scratch beside its controls, and one that was brought; that alone where none is derived. */
  retrain(): void {
    const { brought } = this;
    const options = retraining.optionsFor(this.session.run.history, brought === null ? [] : [brought]);
    if (options === null) return;
    this.ui.results = 'run';
    void this.session.begin('retraining', options);
  }
  step(what: Parameters<Session['step']>[0]): void {
    this.leaveRecording();
    this.lookLive();
    this.session.step(what);
  }

  /** A fresh run of the settings on the page, with the same seed. */
  startOver(): void {
    if (this.session.problem?.code === 'worker-stopped') {
      const fragment = printLink(this.settings.preset, this.settings.draft);
      reloadAt(this.ui.presenter ? inPresenter(fragment) : fragment);
      return;
    }
    const [problem] = this.settings.problems;
    if (problem !== undefined) {
      this.ui.notice = problem.sentence;
      return;
    }
    if (this.session.run.begun) void this.keeper.setAside(this.session);
    this.recorded = null;
    this.lookLive();
    this.#prepare();
  }

  setPace(pace: number): void {
    this.pace = pace;
    this.session.pace(paces[pace]?.milliseconds ?? 0);
  }

  /** Back to what happens now, without edits. */
  lookLive(): void {
    this.ui.toNow();
    this.ui.notice = null;
    this.own.clear();
  }

  look(run: Run): void {
    this.lookLive();
    this.recorded = run;
  }
  leaveRecording(): void {
    if (this.recorded === null) return;
    this.recorded = null;
    this.lookLive();
  }

  edit(decision: number, choice: number): void {
    const from = this.own.architecture ?? this.moment.child ?? this.view.space.handMade();
    this.own.edit(from, decision, choice, this.recorded === null);
    if (this.recorded === null && this.session.running) this.session.pause();
  }

  /** Takes over settings that fit the device where those on the page do not. */
  giveWay(changes: Changes): void {
    this.adopt(this.settings.preset, { ...this.settings.draft, ...changes });
    this.startOver();
  }

  #prepare(): void {
    this.agreement.clear();
    this.session.prepare(this.settings.draft);
    this.session.pace(paces[this.pace]?.milliseconds ?? 0);
  }

  /** What is looked at stays: no child depends on the text that it will learn. */
  #readOwnText(): void {
    this.session.ownText = this.ownText.text;
    const { draft, problems } = this.settings;
    if (needsOwnText(draft) && problems.length === 0 && !this.session.run.begun) this.#prepare();
  }

  /** The draft becomes the run, as long as nothing of it has been computed. */
  #follow(): void {
    this.ui.notice = null;
    if (this.settings.problems.length > 0) return;
    this.session.needs.ask(this.settings.draft);
    if (this.session.run.begun) return;
    const changed = this.settings.waiting(this.session.run.settings);
    if (changed.length === 0) return;
    this.session.prepare(this.settings.draft);
    if (this.recorded !== null) return;
    if (changed.every(changesNoChild)) this.ui.forgetResult();
    else this.lookLive();
  }
}

/** Whether a child means the same after such a change: how it is trained from scratch, and on what seed. */
function changesNoChild(key: SettingKey): boolean {
  return key === 'seed' || settingOf(key).group === 'retrain';
}

export const [usePlayground, providePlayground] = createContext<Playground>();
