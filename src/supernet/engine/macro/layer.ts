import type { ParameterGradients } from '../../../engine/gradients.ts';
import { Convolution, type ConvolutionSlot } from '../../../engine/layers/convolution.ts';
import { ResidualSum, type ResidualSlot } from '../../../engine/layers/residual.ts';
import { GradientGather } from '../../../engine/layers/sum.ts';
import type { Maps } from '../../../engine/shape.ts';
import type { Tape } from '../../../engine/tape.ts';
import type { Value } from '../../../engine/value.ts';
import type { LayerGenotype } from '../../../space/macro/genotype.ts';
import type { OperationId } from '../../../space/macro/operations.ts';
import { LayerOperations, type OperationSlot, operationSlot } from './operations.ts';
import type { MacroParameters } from './parameters.ts';

/** What one child keeps of one layer beside its output. */
interface LayerLane {
  readonly entry: ConvolutionSlot;
  readonly operation: OperationSlot;
}

export interface LayerOptions {
  readonly index: number;
  readonly maps: Maps;
  readonly operations: readonly OperationId[];
  /** Most children in one step. */
  readonly lanes: number;
  /** Most readers of the layer's output in one child. */
  readonly readers: number;
}

/**
 * One layer for many children (methods/enas 3.3): a 1×1 convolution each with the weights of its operation, the
 * operations, and the sums with what is skipped to, each in dispatches that all children share.
 */
export class Layer {
  readonly #index: number;
  readonly #parameters: MacroParameters;
  readonly #entry: Convolution;
  readonly #operations: LayerOperations;
  readonly #sum: ResidualSum;
  readonly #gather: GradientGather;
  readonly #outputs: readonly ResidualSlot[];
  readonly #lanes: readonly LayerLane[];

  /** `outputs`, one a lane, were made before, so that they outlive what the layer keeps for itself. */
  constructor(
    tape: Tape,
    { index, maps, operations, lanes, readers }: LayerOptions,
    outputs: readonly ResidualSlot[],
    parameters: MacroParameters,
    gradients: ParameterGradients | null,
  ) {
    this.#index = index;
    this.#parameters = parameters;
    this.#outputs = outputs;
    const entry = { input: maps, channels: maps.channels, size: 1, stride: 1, relu: false } as const;
    this.#lanes = outputs.map((_, lane) => ({
      entry: Convolution.slot(tape, `layer ${index} entry ${lane}`, entry),
      operation: operationSlot(tape, `layer ${index} operation ${lane}`, maps, operations),
    }));
    this.#entry = new Convolution(tape, entry, lanes, gradients);
    this.#operations = new LayerOperations(tape, index, maps, operations, lanes, parameters, gradients);
    this.#sum = new ResidualSum(tape, maps, lanes, lanes * index, index > 0, gradients);
    this.#gather = new GradientGather(tape, maps, lanes, lanes * readers);
  }

  /** Room for one child's output. The first layer has nothing to add and is not normalised. */
  static outputSlot(tape: Tape, { index, maps }: LayerOptions, lane: number): ResidualSlot {
    return ResidualSum.slot(tape, `layer ${index} output ${lane}`, maps, index > 0);
  }

  /** Runs what one child has chosen on the nodes before it; returns the layer's output. */
  run(lane: number, { operation, skips }: LayerGenotype, nodes: readonly Value[]): Value {
    const own = this.#lanes[lane] as LayerLane;
    const output = this.#outputs[lane] as ResidualSlot;
    const entered = own.entry.output;
    const gradient = { at: output.mainGradient, z: 1 };
    const main = this.#operations.run(own.operation, operation, entered, gradient);
    // The operation is the only reader of its 1×1 convolution, whose gradient need not be gathered.
    const [contribution] = entered.takeContributions();
    const entry = this.#parameters.entry(this.#index, operation);
    this.#entry.run(own.entry, nodes[this.#index] as Value, entry, contribution);
    const added = skips.map((node) => nodes[node] as Value);
    this.#sum.run(output, main, added, this.#index > 0 ? this.#parameters.output(this.#index) : null);
    this.#gather.run(output.output);
    return output.output;
  }
}
