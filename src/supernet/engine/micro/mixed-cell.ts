import type { ParameterGradients } from '../../../engine/gradients.ts';
import { JoinedPointwise, type JoinSlot } from '../../../engine/layers/joined-pointwise.ts';
import { GradientGather, TermGradients, WeightedSum } from '../../../engine/layers/sum.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { Totals } from '../../../engine/layers/totals.ts';
import type { TensorRef, Value } from '../../../engine/value.ts';
import { CELL_INPUTS } from '../../../space/micro/genotype.ts';
import type { OperationId } from '../../../space/micro/operations.ts';
import type { CandidateEdge } from '../../../space/space.ts';
import type { CellOptions } from './cell.ts';
import { type EdgeSlot, edgeSlot, EdgeWave } from './edges.ts';
import type { NetworkParameters } from './parameters.ts';

/** The weights of one kind of cell: z of each candidate edge, and how loose each node is. */
export interface MixedChoice {
  readonly z: Float32Array;
  readonly shares: readonly number[];
}

interface Wave {
  readonly edges: EdgeWave;
  readonly sum: WeightedSum;
  readonly gather: GradientGather;
}

/** Totals that a mixed cell leaves: dL/dz of each candidate edge, then dL/d share of each node. */
export const mixedTotals = (candidates: number, nodes: number): number => candidates + nodes + CELL_INPUTS;

/** One cell in which every candidate edge runs, weighted by its z, and every node is joined by its share. */
export class MixedCell {
  readonly #layer: number;
  readonly #candidates: readonly CandidateEdge[];
  readonly #parameters: NetworkParameters;
  readonly #terms: TermGradients;
  readonly #waves: readonly Wave[];
  readonly #nodes: readonly Value[];
  readonly #slots: readonly EdgeSlot[];
  readonly #scaled: readonly Value[];
  readonly #scale: WeightedSum;
  readonly #scaledGather: GradientGather;
  readonly #join: JoinedPointwise;
  readonly #outputGather: GradientGather;
  readonly #output: JoinSlot;

  constructor(
    tape: Tape,
    { plan, maps, nodes, operations }: CellOptions,
    output: JoinSlot,
    candidates: readonly CandidateEdge[],
    parameters: NetworkParameters,
    gradients: ParameterGradients,
    totals: Totals,
    firstTotal: number,
  ) {
    const all = nodes + CELL_INPUTS;
    const edges = candidates.length;
    this.#layer = plan.index;
    this.#candidates = candidates;
    this.#parameters = parameters;
    this.#output = output;
    this.#terms = new TermGradients(tape, maps, mixedTotals(edges, nodes), totals, firstTotal);
    const values = (name: string, count: number): Value[] =>
      Array.from({ length: count }, (_, node) => tape.value(`${plan.index} ${name} ${node}`, maps));
    this.#nodes = values('node', nodes);
    this.#scaled = values('share of node', all);
    this.#slots = candidates.map(({ from, to, side, operation }) =>
      edgeSlot(tape, `${plan.index} edge ${from}→${to}.${side} ${operation}`, maps, [operation as OperationId]),
    );
    this.#waves = this.#nodes.map(() => ({
      edges: new EdgeWave(tape, maps, operations, edges, parameters, gradients),
      sum: new WeightedSum(tape, maps, 1, edges),
      gather: new GradientGather(tape, maps, 1, edges + 1),
    }));
    this.#scale = new WeightedSum(tape, maps, all, all);
    this.#scaledGather = new GradientGather(tape, maps, all, all);
    this.#join = new JoinedPointwise(tape, maps.channels, maps, 1, all, gradients);
    this.#outputGather = new GradientGather(tape, maps, 1, 2 * (edges + 1) + 1);
  }

  run(_lane: number, { z, shares }: MixedChoice, inputs: readonly [Value, Value]): Value {
    const values = [...inputs, ...this.#nodes];
    const outputs: TensorRef[] = this.#candidates.map(({ from, to, side, operation }, i) => {
      const gradient = { at: (values[to] as Value).gradient, z: z[i] as number };
      const site = {
        layer: this.#layer,
        block: to - CELL_INPUTS,
        side,
        input: from,
        operation: operation as OperationId,
      };
      // Both inputs are there at once; every computed node is complete one wave after the node before it.
      const wave = this.#waves[Math.max(0, from - CELL_INPUTS + 1)] as Wave;
      return wave.edges.run(this.#slots[i] as EdgeSlot, site, values[from] as Value, gradient);
    });
    for (const [block, node] of this.#nodes.entries()) {
      const { sum, gather } = this.#waves[block] as Wave;
      const into = this.#candidates.flatMap(({ to }, i) => (to === block + CELL_INPUTS ? [i] : []));
      sum.run(
        node,
        into.map((i) => ({ tensor: outputs[i] as TensorRef, z: z[i] as number })),
      );
      gather.run(node);
      for (const i of into) this.#terms.run(i, node.gradient, outputs[i] as TensorRef);
    }
    for (const [node, scaled] of this.#scaled.entries()) {
      const [value, share] = [values[node] as Value, shares[node] as number];
      this.#scale.run(scaled, [{ tensor: value, z: share }]);
      value.contribute({ at: scaled.gradient, z: share });
      this.#scaledGather.run(scaled);
      this.#terms.run(this.#candidates.length + node, scaled.gradient, value);
    }
    const rows = this.#scaled.map((x, node) => ({ x, weights: this.#parameters.looseEnd(this.#layer, node) }));
    this.#join.run(this.#output, rows, this.#parameters.output(this.#layer));
    this.#outputGather.run(this.#output.output);
    return this.#output.output;
  }
}
