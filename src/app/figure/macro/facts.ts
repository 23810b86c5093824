import type { MacroConfig } from '../../../space/macro/config.ts';
import type { OperationId } from '../../../space/macro/operations.ts';
import { operationParameters } from '../../../space/macro/parameters.ts';
import { size } from '../../../space/parameters.ts';
import type { Architecture, CandidateEdge, Decision } from '../../../space/space.ts';
import { nodeName } from '../../../space/macro/words.ts';
import { count } from '../../words/numbers.ts';
import { operationLook } from '../operations.ts';
import type { Marginals } from '../types.ts';
import { type EdgeFacts, edgeNumbers } from '../words.ts';
import { isSkip } from './layout.ts';

/** The decisions of one layer, as indices into `Space.decisions`. */
export interface LayerTerm {
  /** The node that the layer makes, which is also its number. */
  readonly node: number;
  readonly operation: number;
  /** One for each node that it may add, in their order from the stem. */
  readonly skips: readonly number[];
}

export function layersOf(decisions: readonly Decision[]): LayerTerm[] {
  const layers: { node: number; operation: number; skips: number[] }[] = [];
  decisions.forEach(({ kind, node }, index) => {
    if (kind === 'operation') layers.push({ node, operation: index, skips: [] });
    else layers.at(-1)?.skips.push(index);
  });
  return layers;
}

/** What a layer adds: “adds the stem and layer 2”, “adds nothing”. */
export function addsWords(skips: readonly number[]): string {
  if (skips.length === 0) return 'adds nothing';
  const names = skips.map(nodeName);
  const last = names.pop() ?? '';
  return `adds ${names.length === 0 ? last : `${names.join(', ')} and ${last}`}`;
}

/** Earlier nodes that a child's layer adds. */
export function addedBy({ skips }: LayerTerm, child: Architecture): number[] {
  return skips.flatMap((decision, from) => (child[decision] === 1 ? [from] : []));
}

export interface SkipDensity {
  /** Skips that the child takes, of so many. */
  readonly taken: number | null;
  readonly possible: number;
  /** Mean probability of a skip. */
  readonly policy: number;
}

export function skipDensity(
  layers: readonly LayerTerm[],
  child: Architecture | null,
  marginals: Marginals,
): SkipDensity {
  const skips = layers.flatMap((layer) => layer.skips);
  const taken = child === null ? null : skips.filter((decision) => child[decision] === 1).length;
  const sum = skips.reduce((total, decision) => total + (marginals[decision]?.[1] ?? 0), 0);
  return { taken, possible: skips.length, policy: skips.length === 0 ? 0 : sum / skips.length };
}

/** Which candidate: “layer 3: conv 3×3” or “layer 4 adds the stem”. */
export function candidateName(candidate: CandidateEdge): string {
  const { from, to, operation } = candidate;
  return isSkip(candidate)
    ? `layer ${to} adds ${nodeName(from)}`
    : `layer ${to}: ${operationLook(operation).label} on ${nodeName(from)}`;
}

/** What is known of a candidate, for the line beneath the figure. */
export function candidateNumbers(candidate: CandidateEdge, config: MacroConfig, facts: EdgeFacts): string {
  if (isSkip(candidate)) return edgeNumbers(facts, [], 'taken');
  const own = operationParameters(candidate.to - 1, candidate.operation as OperationId, config.channels);
  return edgeNumbers(facts, [`${count(own.reduce((sum, { shape }) => sum + size(shape), 0))} weights`]);
}
