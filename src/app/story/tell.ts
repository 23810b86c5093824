import { sharesWeights } from '../../experiment/methods/methods.ts';
import { isBrought } from '../../experiment/studies/retraining.ts';
import { type StudyId, studies } from '../../experiment/studies/studies.ts';
import type { Comparing } from '../state/comparing.svelte.ts';
import type { Playground } from '../state/playground.svelte.ts';
import { policyBefore, policyInView } from '../state/moment.ts';
import type { LinkedChild } from '../state/result.ts';
import type { Latest, Run } from '../state/run.svelte.ts';
import {
  derivedSentence,
  deriveProgressSentence,
  ownSentence,
  phaseSentence,
  policySentence,
  weightsSentence,
} from '../words/events.ts';
import { sameChild } from '../words/choices.ts';
import { evaluatedSentence, evaluateProgressSentence } from '../words/evaluations.ts';
import { loadingWords } from '../words/loading.ts';
import { machineWords } from '../words/machine.ts';
import { count } from '../words/numbers.ts';
import { plain, strong, type Sentence } from '../words/sentence.ts';
import { verdictSentence } from '../words/rank.ts';
import { isVerdict, studySentence } from '../words/studies.ts';

/** The one sentence under the figure, and whether it is what all came to: then it is set large. */
export interface Told {
  readonly sentence: Sentence;
  readonly verdict: boolean;
}

/** What just happened, or what can be done. */
export function tell(app: Playground, comparing: Pick<Comparing, 'active' | 'told'>): Told {
  const { ui, own, view, recorded } = app;
  const { last } = app.latest;
  if (ui.notice === null && !comparing.active) {
    if (ui.results === 'compare' && comparing.told !== null)
      return { sentence: [plain(comparing.told)], verdict: true };
    if (ui.scrub === null && recorded === null && last?.kind === 'study' && isVerdict(last) && saysOfOwn(app))
      return { sentence: studySentence(last, view), verdict: true };
    const nothingYet = last === null && recorded === null && app.session.study === null;
    if (nothingYet && ui.linked !== null && own.architecture === null) return linkTold(app, ui.linked);
    if (recorded?.recorded != null && ui.scrub === null && own.architecture === null) {
      const verdict = verdictOf(recorded);
      if (verdict.length > 0) return { sentence: [plain(`${whence(recorded)}. `), ...verdict], verdict: true };
    }
  }
  return { sentence: now(app, comparing), verdict: false };
}

/** Whether what the studies came to is of the person's own child too, if there is one. */
function saysOfOwn({ own, view }: Playground): boolean {
  const child = own.architecture;
  const cells = view.history.studies.retraining?.cells ?? [];
  return child === null || cells.some(({ role, architecture }) => isBrought(role) && sameChild(architecture, child));
}

/** What a link brought, as long as nothing was computed of it here; what it came to elsewhere is set large. */
function linkTold({ settings, view, wantsText }: Playground, { result, inWords }: LinkedChild): Told {
  const sentence = inWords(result, settings.preset, view.settings);
  const waits = wantsText ? [plain(' What is trained here waits for your text, under Task.')] : [];
  return { sentence: [...sentence, ...waits], verdict: result?.test != null };
}

/** What a recorded run came to; nothing where it was not retrained. */
function verdictOf({ history, settings }: Run): Sentence {
  const outcome = history.studies.retraining;
  return outcome?.rank == null ? [] : verdictSentence(outcome.cells, outcome.rank, settings);
}

function now(app: Playground, comparing: Pick<Comparing, 'active' | 'told'>): Sentence {
  const { ui, own, view, recorded } = app;
  if (ui.notice !== null) return [plain(ui.notice)];
  if (comparing.active) return [plain(`Comparing: ${comparing.told ?? 'searches run one after the other'}.`)];
  if (recorded === null && app.session.study !== null && ui.scrub === null) return ofStudy(app, app.session.study);
  if (own.score !== null) return ownSentence(own.score.own, own.score.controller, view.settings.family);
  if (own.architecture !== null) return [plain(ownWaits(app))];
  if (ui.scrub !== null) return atMoment(app.latest, ui.scrub);
  if (recorded?.recorded != null) return ofRecording(recorded);
  return ofLive(app);
}

/** What a study under way did last. */
function ofStudy({ latest: { last }, view }: Playground, study: StudyId): Sentence {
  return last?.kind === 'study' ? studySentence(last, view) : [plain(`The ${studies[study].label} begins.`)];
}

function ownWaits(app: Playground): string {
  if (app.own.scoring) return 'Your child is being scored beside the controller’s, on the same shared weights.';
  if (app.recorded !== null) return 'This is your own child; a recording has no weights to score it with.';
  if (!sharesWeights(app.view.settings)) {
    return 'This is your own child. Nothing is shared that it could be scored with: retrain it beside the others.';
  }
  if (!app.view.begun)
    return 'This is your own child. Retrain it from scratch beside its controls, or search and score it beside the controller’s.';
  return 'This is your own child. It can be scored once the shared weights are trained and the policy has moved.';
}

function atMoment(shown: Latest, scrub: number): Sentence {
  const { run } = shown;
  const event = policyInView(shown, scrub);
  if (event === null) return [plain('Nothing was recorded at this moment.')];
  return [
    strong(`Update ${count(event.update)}, looked back at. `),
    ...policySentence(event, policyBefore(run, event), run.space),
  ];
}

function ofRecording(run: Run): Sentence {
  return [
    plain(`${whence(run)}: ${count(run.history.policy.length)} policy updates. `),
    plain('Drag the time to look at any of them, or press Play to run the experiment live.'),
  ];
}

/** What a recording is and where it was made. */
function whence({ recorded, settings }: Run): string {
  const machine = machineWords(recorded?.adapter);
  const on = machine === '' ? '' : `, made on ${machine}`;
  return `${recorded?.name ?? ''} is a recording of seed ${settings.seed}${on}`;
}

function ofLive(app: Playground): Sentence {
  const { session, view } = app;
  const { last } = app.latest;
  if (app.wantsText) return [plain(textWanted(app))];
  if (last === null) return beforeTheFirst(session);
  switch (last.kind) {
    case 'weights':
      return weightsSentence(last, view.settings);
    case 'policy':
      return policySentence(last, policyBefore(view, last), view.space);
    case 'evaluate-progress':
      return evaluateProgressSentence(last);
    case 'evaluated':
      return evaluatedSentence(last, view.settings);
    case 'phase':
      return phaseSentence(last, view.settings);
    case 'derive-progress':
      return deriveProgressSentence(last, view.settings);
    case 'derived':
      return derivedSentence(last, view.settings);
    case 'finished': {
      const derived = view.history.derived.at(-1);
      const over = plain('The search is over. ');
      return derived === undefined ? [over] : [over, ...derivedSentence(derived, view.settings)];
    }
    case 'study':
      return studySentence(last, view);
  }
}

/** What the visitor's text still lacks. */
function textWanted({ ownText, settings, session }: Playground): string {
  if (ownText.text === '') {
    return 'Paste a text of your own under Task, or drop a file there: the search then learns to continue it.';
  }
  return ownText.problemFor(settings.draft) ?? session.problem?.what ?? '';
}

function beforeTheFirst({ state, playWanted, loading }: Playground['session']): Sentence {
  if (playWanted) {
    const prepared = loading === null ? '' : ` Now ${loadingWords(loading)}.`;
    return [plain(`The run starts as soon as the engine and the data are here.${prepared}`)];
  }
  if (state === 'loading') {
    return [plain('Every arc is a choice, all equally likely so far. Everything can be set while the engine loads.')];
  }
  return [plain('Every arc is a choice, all equally likely so far. Press Play and watch which of them survive.')];
}
