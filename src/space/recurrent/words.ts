import type { ChoiceWords, Condition, Decision, GraphDescription } from '../space.ts';
import { activationFacts, type ActivationId } from './activations.ts';

/** A choice in words: “reading node 1 at node 3”, “tanh at node 3”. */
export function choiceWords(
  graphs: readonly GraphDescription[],
  decisions: readonly Decision[],
  { decision, choice }: Condition,
): ChoiceWords {
  const made = decisions[decision];
  if (made === undefined) return { what: '', where: '' };
  const { kind, graph, node, choices } = made;
  const value = choices[choice] ?? '';
  const what = kind === 'input' ? `reading node ${value}` : activationFacts[value as ActivationId].label;
  return { what, where: `node ${graphs[graph]?.nodes[node]?.label ?? ''}` };
}
