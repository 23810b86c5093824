import type { ChoiceWords, Condition, Decision } from '../space.ts';
import { operationFacts, type OperationId } from './operations.ts';

/** A choice in words: “conv 5×5 at layer 3”, “adding the stem at layer 2”, “not adding layer 1 at layer 3”. */
export function choiceWords(decisions: readonly Decision[], { decision, choice }: Condition): ChoiceWords {
  const made = decisions[decision];
  if (made === undefined) return { what: '', where: '' };
  const { node, from, choices } = made;
  const what =
    from === undefined
      ? operationFacts[choices[choice] as OperationId].label
      : `${choice === 1 ? 'adding' : 'not adding'} ${nodeName(from)}`;
  return { what, where: `layer ${node}` };
}

/** How a node is called: the stem, or the layer that it is the output of. */
export function nodeName(node: number): string {
  return node === 0 ? 'the stem' : `layer ${node}`;
}
