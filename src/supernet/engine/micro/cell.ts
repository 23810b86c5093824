import type { ParameterGradients } from '../../../engine/gradients.ts';
import { JoinedPointwise, type JoinSlot } from '../../../engine/layers/joined-pointwise.ts';
import { GradientGather, WeightedSum } from '../../../engine/layers/sum.ts';
import type { Maps } from '../../../engine/shape.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { Value } from '../../../engine/value.ts';
import { CELL_INPUTS, type CellGenotype } from '../../../space/micro/genotype.ts';
import type { CellPlan } from '../../../space/micro/network.ts';
import type { OperationId } from '../../../space/micro/operations.ts';
import { type EdgeSlot, edgeSlot, EdgeWave } from './edges.ts';
import type { NetworkParameters } from './parameters.ts';

/** What one child keeps of one cell. */
interface CellLane {
  /** The computed nodes. */
  readonly nodes: readonly Value[];
  /** Two for each computed node. */
  readonly edges: readonly EdgeSlot[];
  readonly output: JoinSlot;
}

/** The work that can run at the same time, then the nodes that it completes. */
interface Wave {
  readonly edges: EdgeWave;
  readonly sum: WeightedSum;
  readonly gather: GradientGather;
}

export interface CellOptions {
  readonly plan: CellPlan;
  readonly maps: Maps;
  /** Computed nodes. */
  readonly nodes: number;
  readonly operations: readonly OperationId[];
  /** Most children in one step. */
  readonly lanes: number;
}

/**
 * One cell for many children. Its edges run in waves: an edge is in the wave after which all its input's own edges
 * have run, so that children of any topology share dispatches.
 */
export class Cell {
  readonly #layer: number;
  readonly #parameters: NetworkParameters;
  readonly #waves: readonly Wave[];
  readonly #join: JoinedPointwise;
  readonly #outputGather: GradientGather;
  readonly #lanes: readonly CellLane[];

  /** `outputs` were made before, so that they outlive what the cell keeps for itself. */
  constructor(
    tape: Tape,
    { plan, maps, nodes, operations, lanes }: CellOptions,
    outputs: readonly JoinSlot[],
    parameters: NetworkParameters,
    gradients: ParameterGradients | null,
  ) {
    this.#layer = plan.index;
    this.#parameters = parameters;
    const { channels } = maps;
    const edges = 2 * nodes * lanes;
    this.#lanes = outputs.map((output, lane) => ({
      nodes: Array.from({ length: nodes }, (_, node) => tape.value(`${plan.index} node ${node} ${lane}`, maps)),
      edges: Array.from({ length: 2 * nodes }, (_, edge) =>
        edgeSlot(tape, `${plan.index} edge ${edge} ${lane}`, maps, operations),
      ),
      output,
    }));
    this.#waves = Array.from({ length: nodes }, () => ({
      edges: new EdgeWave(tape, maps, operations, edges, parameters, gradients),
      sum: new WeightedSum(tape, maps, nodes * lanes, edges),
      // A node is read by at most two edges of each later node, or it is loose.
      gather: new GradientGather(tape, maps, nodes * lanes, edges + nodes * lanes),
    }));
    this.#join = new JoinedPointwise(tape, channels, maps, lanes, lanes * (nodes + CELL_INPUTS), gradients);
    this.#outputGather = new GradientGather(tape, maps, lanes, Cell.readers(nodes) * lanes);
  }

  /** Most readers of a cell's output or adapted input in one child: the edges and loose ends of two cells. */
  static readers(nodes: number): number {
    return 2 * (2 * nodes + 1) + 1;
  }

  /** Room for one child's output. */
  static outputSlot(tape: Tape, { plan, maps, nodes }: CellOptions, lane: number): JoinSlot {
    const name = `${plan.index} output ${lane}`;
    return JoinedPointwise.slot(tape, name, maps.channels, maps, nodes + CELL_INPUTS);
  }

  /** Runs the cell that one child has chosen; returns its output. */
  run(lane: number, { blocks, looseEnds }: CellGenotype, inputs: readonly [Value, Value]): Value {
    const own = this.#lanes[lane] as CellLane;
    const values = [...inputs, ...own.nodes];
    const levels = inputs.map(() => 0);
    for (const [block, terms] of blocks.entries()) {
      const node = values[block + CELL_INPUTS] as Value;
      const level = 1 + Math.max(...terms.map(({ input }) => levels[input] as number));
      levels.push(level);
      const gradient = { at: node.gradient, z: 1 };
      const tensors = ([0, 1] as const).map((side) => {
        const { input, operation } = terms[side];
        const site = { layer: this.#layer, block, side, input, operation };
        const wave = this.#wave(levels[input] as number);
        return wave.edges.run(own.edges[2 * block + side] as EdgeSlot, site, values[input] as Value, gradient);
      });
      const { sum, gather } = this.#wave(level - 1);
      sum.run(
        node,
        tensors.map((tensor) => ({ tensor, z: 1 })),
      );
      gather.run(node);
    }
    this.#join.run(
      own.output,
      looseEnds.map((node) => ({
        x: values[node] as Value,
        weights: this.#parameters.looseEnd(this.#layer, node),
      })),
      this.#parameters.output(this.#layer),
    );
    this.#outputGather.run(own.output.output);
    return own.output.output;
  }

  #wave(level: number): Wave {
    const wave = this.#waves[level];
    if (wave === undefined) throw new RangeError(`a cell of ${this.#waves.length} waves has none at ${level}`);
    return wave;
  }
}
