import type { Family } from '../space/spaces.ts';
import { families } from './families/families.ts';
import type { Measure } from './measures/measures.ts';
import { type TaskKind, taskKinds } from './task-kinds/kinds.ts';

/** What a family's networks learn from, by name. */
export function taskKindOf({ family }: { readonly family: Family }): TaskKind {
  return families[family].taskKind;
}

/** What follows from what a family's networks learn from. */
export function kindOf(settings: { readonly family: Family }): (typeof taskKinds)[TaskKind] {
  return taskKinds[taskKindOf(settings)];
}

/** What networks of a family name, one by one. */
export function nounOf(family: Family): (typeof taskKinds)[TaskKind]['noun'] {
  return kindOf({ family }).noun;
}

/** Predictions that count where so many examples are scored. */
export function scoredOf(settings: { readonly family: Family; readonly textSteps: number }, examples: number): number {
  return examples * kindOf(settings).scoredIn(settings);
}

/** The measure of what a family's networks learn. */
export function measureOf(settings: { readonly family: Family }): Measure {
  return kindOf(settings).measure;
}

/** Whether an experiment learns from the visitor's own text. */
export function needsOwnText(
  settings: { readonly family: Family } & Parameters<(typeof taskKinds)[TaskKind]['needsOwnText']>[0],
): boolean {
  return kindOf(settings).needsOwnText(settings);
}
