import type { EvaluatedEvent, PolicyEvent, SearchEvent } from '../../experiment/events.ts';
import { methodOf, trainsOnUniform } from '../../experiment/methods/methods.ts';
import { candidateOf } from '../../experiment/studies/retraining.ts';
import type { Architecture, Condition } from '../../space/space.ts';
import type { Marginals } from '../figure/types.ts';
import { tellingChild, toldShift } from '../words/events.ts';
import { count, fixed } from '../words/numbers.ts';
import { memberMarginals } from './members.ts';
import type { Latest, Run } from './run.svelte.ts';
import type { Ui } from './ui.svelte.ts';

/** What the figure shows of a run at one moment. */
export interface Moment {
  readonly child: Architecture | null;
  readonly caption: string;
  readonly marginals: Marginals | null;
  /** The choice that the sentence speaks of. */
  readonly told: Condition | null;
  /** In the page's time; null before anything happened. */
  readonly time: number | null;
}

/** The policy event in view: the scrubbed one, else the last of what is shown. */
export function policyInView({ run, policy }: Latest, scrub: number | null): PolicyEvent | null {
  return scrub === null ? policy : (run.history.policy[scrub] ?? null);
}

/** The policy event before the one in view. */
export function policyBefore(run: Run, event: PolicyEvent): PolicyEvent | null {
  return run.history.policy[event.update - 2] ?? null;
}

export function momentOf(shown: Latest, ui: Pick<Ui, 'scrub' | 'picked'>): Moment {
  const { run } = shown;
  const event = policyInView(shown, ui.scrub);
  const marginals = event?.marginals ?? memberMarginals(run.space, evaluatedBy(shown), run.settings);
  const time = timeInView(run, event, ui.scrub);
  const base = { marginals, time, told: null };
  if (ui.picked !== null) {
    return {
      ...base,
      child: ui.picked.architecture,
      caption: describe(run, ui.picked.architecture, ui.picked.caption),
    };
  }
  const latest = ui.scrub === null ? latestShown(shown) : null;
  if (latest?.kind === 'weights') {
    const uniform = latest.warmUp || trainsOnUniform(run.settings);
    const words = `${latest.others.length > 0 ? 'one of the' : 'the'} ${uniform ? 'uniform' : 'sampled'} ${latest.others.length > 0 ? 'children' : 'child'}`;
    return {
      ...base,
      child: latest.architecture,
      caption: describe(run, latest.architecture, `${words}, step ${count(latest.step)}`),
    };
  }
  if (latest?.kind === 'evaluated' || latest?.kind === 'evaluate-progress') {
    const child = latest.kind === 'evaluated' ? latest.child.architecture : latest.architecture;
    const words = latest.kind === 'evaluated' ? '' : `, step ${count(latest.step)} of ${count(latest.steps)} alone`;
    return { ...base, child, caption: describe(run, child, `child ${count(latest.number)}${words}`) };
  }
  if (latest?.kind === 'derived' && latest.children[0] !== undefined) {
    const { architecture } = latest.children[0];
    return { ...base, child: architecture, caption: describe(run, architecture, 'derived child') };
  }
  if (event === null) return { ...base, ...withoutSearch(run) };
  const child = tellingChild(event);
  if (child === null) return { ...base, child: null, caption: '' };
  return {
    ...base,
    child: child.architecture,
    caption: `${describe(run, child.architecture, `child ${count(child.number)}`)} · log π = ${fixed(child.logProbability, 1)}`,
    told: toldShift(event, policyBefore(run, event)),
  };
}

/** Before a search: the child that was chosen, where one was trained, else none. */
function withoutSearch(run: Run): Pick<Moment, 'child' | 'caption'> {
  const cell = candidateOf(run.history.studies.retraining?.cells ?? []);
  if (cell?.role !== 'chosen') return { child: null, caption: methodOf(run.settings).bars.before };
  return { child: cell.architecture, caption: describe(run, cell.architecture, 'chosen child, retrained') };
}

/** Children evaluated by the moment that is shown. */
function evaluatedBy({ run, evaluated }: Latest): readonly EvaluatedEvent[] {
  return evaluated === null ? [] : run.history.evaluated.slice(0, evaluated.number);
}

/** The last event that showed a child. */
function latestShown({ run, last, weights, evaluated, policy }: Latest): ShownEvent | null {
  if (isShown(last)) return last;
  const update = policy ?? evaluated;
  if (run.history.finished || last?.kind === 'study') return run.history.derived.at(-1) ?? update;
  return update !== null && (weights === null || update.step >= weights.step) ? update : weights;
}

const shownKinds = ['weights', 'evaluate-progress', 'evaluated', 'policy', 'derived'] as const;
type ShownEvent = Extract<SearchEvent, { kind: (typeof shownKinds)[number] }>;

function isShown(event: Latest['last']): event is ShownEvent {
  return event !== null && shownKinds.some((kind) => kind === event.kind);
}

function timeInView(run: Run, event: PolicyEvent | null, scrub: number | null): number | null {
  if (scrub !== null) return event === null ? null : run.time.ofUpdate(event.update);
  const { weights, evaluated, policy } = run.history;
  return weights.length + evaluated.length + policy.length > 0 ? run.time.reached(run.history) : null;
}

function describe(run: Run, child: Architecture, name: string): string {
  return `${name} · ${count(run.space.cost(child).parameters)} weights`;
}
