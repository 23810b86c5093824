import type { PolicyEvent, SearchEvent } from '../../experiment/events.ts';
import { methodOf, trainsOnUniform } from '../../experiment/methods/methods.ts';
import type { Architecture } from '../../space/space.ts';
import type { EdgeAddress, Marginals } from '../figure/types.ts';
import { largestShift } from '../words/choices.ts';
import { tellingChild } from '../words/events.ts';
import { count, fixed } from '../words/numbers.ts';
import { edgeOfDecision } from './edges.ts';
import { memberMarginals } from './members.ts';
import type { Run } from './run.svelte.ts';
import type { Ui } from './ui.svelte.ts';

/** What the figure shows of a run at one moment. */
export interface Moment {
  readonly child: Architecture | null;
  readonly caption: string;
  readonly marginals: Marginals | null;
  readonly told: EdgeAddress | null;
  /** In the page's time; null before anything happened. */
  readonly time: number | null;
}

/** The policy event in view: the scrubbed one, else the last. */
export function policyInView(run: Run, scrub: number | null): PolicyEvent | null {
  const { policy } = run.history;
  return (scrub === null ? policy.at(-1) : policy[scrub]) ?? null;
}

/** The policy event before the one in view. */
export function policyBefore(run: Run, event: PolicyEvent): PolicyEvent | null {
  return run.history.policy[event.update - 2] ?? null;
}

export function momentOf(run: Run, ui: Pick<Ui, 'scrub' | 'picked'>): Moment {
  const event = policyInView(run, ui.scrub);
  const marginals = event?.marginals ?? memberMarginals(run.space, run.history.evaluated, run.settings);
  const time = timeInView(run, event, ui.scrub);
  const base = { marginals, time, told: null };
  if (ui.picked !== null) {
    return {
      ...base,
      child: ui.picked.architecture,
      caption: describe(run, ui.picked.architecture, ui.picked.caption),
    };
  }
  const latest = ui.scrub === null ? latestShown(run) : null;
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
  if (event === null) return { ...base, child: null, caption: methodOf(run.settings).bars.before };
  const child = tellingChild(event);
  if (child === null) return { ...base, child: null, caption: '' };
  const shift = largestShift(policyBefore(run, event)?.marginals ?? null, event.marginals);
  return {
    ...base,
    child: child.architecture,
    caption: `${describe(run, child.architecture, `child ${count(child.number)}`)} · log π = ${fixed(child.logProbability, 1)}`,
    told: shift === null ? null : edgeOfDecision(run.space, child.architecture, shift.decision),
  };
}

/** The last event that showed a child. */
function latestShown(run: Run): ShownEvent | null {
  const { last } = run;
  if (isShown(last)) return last;
  const { weights, evaluated, policy, derived } = run.history;
  if (run.history.finished || last?.kind === 'study')
    return derived.at(-1) ?? policy.at(-1) ?? evaluated.at(-1) ?? null;
  const weight = weights.at(-1);
  const update = policy.at(-1) ?? evaluated.at(-1);
  return update !== undefined && (weight === undefined || update.step >= weight.step) ? update : (weight ?? null);
}

const shownKinds = ['weights', 'evaluate-progress', 'evaluated', 'policy', 'derived'] as const;
type ShownEvent = Extract<SearchEvent, { kind: (typeof shownKinds)[number] }>;

function isShown(event: Run['last']): event is ShownEvent {
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
