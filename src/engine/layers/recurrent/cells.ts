import type { ArenaRange } from '../../arena.ts';
import type { ParameterGradients } from '../../gradients.ts';
import type { RawList } from '../../raw-list.ts';
import type { Parameter } from '../../parameters.ts';
import type { Tape } from '../../tape.ts';
import { floatBits } from '../../words.ts';
import {
  type CellActivation,
  cellActivations,
  CELL_LEARN_STRIDE,
  CELL_TERM_STRIDE,
  CELL_WALK_STRIDE,
  cellLearn,
  cellStrides,
  cellWalk,
} from '../../kernels/recurrent/cell.ts';
import {
  embed,
  EMBED_STRIDE,
  EMBEDDING_GRADIENT_STRIDE,
  embeddingGradient,
} from '../../kernels/recurrent/embedding.ts';
import { prediction, PREDICTION_STRIDE } from '../../kernels/recurrent/prediction.ts';
import {
  OUTER_PRODUCT_STRIDE,
  outerProduct,
  product,
  PRODUCT_STRIDE,
  transposedProduct,
} from '../../kernels/recurrent/product.ts';
import { groupCount, type RecurrentShape, type SlotRows } from '../../kernels/recurrent/shape.ts';
import { type RecurrentSlot, recurrentSlot } from './slots.ts';

/** One node: the earlier one that it reads (null: the state before), and the matrix through which it does. */
export interface CellStep {
  readonly input: number | null;
  readonly activation: CellActivation;
  /** H × 2H: what passes the activation, then the gate. */
  readonly matrix: Parameter;
}

/** One recurrent network: its cell and where its weights are. */
export interface RecurrentModel {
  /** V × H, also the output layer. */
  readonly embedding: Parameter;
  /** H × 2H: what the character adds to the sums of node 0. */
  readonly character: Parameter;
  readonly nodes: readonly CellStep[];
  /** The nodes whose mean is the next state. */
  readonly outputs: readonly number[];
}

export interface RecurrentOptions {
  readonly shape: RecurrentShape;
  /** States are kept within ± this. */
  readonly bound: number;
  /** Predictions of a sequence, from its start, that do not count. */
  readonly skip: number;
  readonly lanes: number;
}

/** Embedding, cell, output layer and loss along whole sequences, for many networks at once. */
export class RecurrentCells {
  /** Predictions of a network that count. */
  readonly predictions: number;
  readonly #options: RecurrentOptions;
  readonly #gradients: ParameterGradients | null;
  readonly #slots: readonly RecurrentSlot[];
  readonly #lists: Readonly<Record<ListName, RawList>>;

  /** `gradients` null: forward only. */
  constructor(tape: Tape, options: RecurrentOptions, gradients: ParameterGradients | null) {
    const { shape, skip, lanes, bound } = options;
    const { width, nodes, vocabulary, batch, steps } = shape;
    const training = gradients !== null;
    this.#options = options;
    this.#gradients = gradients;
    this.predictions = batch * (steps - skip);
    this.#slots = Array.from({ length: lanes }, (_, lane) =>
      recurrentSlot(tape, `network ${lane}`, shape, this.predictions),
    );
    const groups = lanes * groupCount(shape);
    const [cell, layer] = [
      { rows: width, columns: 2 * width },
      { rows: vocabulary, columns: width },
    ];
    const kernels = { shape, bound, invocations: Math.min(tape.tiles.walkers, width / 4), training };
    const outer = outerProduct(shape, cell);
    const embedding = embeddingGradient(shape);
    const lists = {
      embed: tape.rawList(EMBED_STRIDE, lanes),
      character: tape.rawList(PRODUCT_STRIDE, lanes),
      walk: tape.rawList(CELL_WALK_STRIDE, groups, CELL_TERM_STRIDE, lanes * nodes),
      output: tape.rawList(PRODUCT_STRIDE, lanes),
      predict: tape.rawList(PREDICTION_STRIDE, lanes),
      toState: tape.rawList(PRODUCT_STRIDE, training ? lanes : 0),
      learn: tape.rawList(CELL_LEARN_STRIDE, training ? groups : 0, CELL_TERM_STRIDE, training ? lanes * nodes : 0),
      toCharacter: tape.rawList(PRODUCT_STRIDE, training ? lanes : 0),
      matrices: training ? tape.rawDeferred(outer, OUTER_PRODUCT_STRIDE, lanes * (nodes + 1)) : tape.rawList(1, 0),
      embedding: training ? tape.rawDeferred(embedding, EMBEDDING_GRADIENT_STRIDE, lanes) : tape.rawList(1, 0),
    };
    this.#lists = lists;
    tape.record({
      forward: [
        { kernel: embed(shape), list: lists.embed },
        { kernel: product(shape, cell), list: lists.character },
        { kernel: cellWalk(kernels), list: lists.walk },
        { kernel: transposedProduct(shape, layer), list: lists.output },
        { kernel: prediction(shape, skip, training), list: lists.predict },
      ],
      backward: training
        ? [
            { kernel: product(shape, layer), list: lists.toState },
            { kernel: cellLearn(kernels), list: lists.learn },
            { kernel: transposedProduct(shape, cell), list: lists.toCharacter },
          ]
        : [],
    });
  }

  /**
   * One network on the characters at `characters`; `continues`: from the states in which it left the batch before.
   * `lossWeight`: what one prediction counts in the loss. Returns where its rows will lie.
   */
  run(lane: number, network: RecurrentModel, characters: number, continues: boolean, lossWeight: number): number {
    const { shape } = this.#options;
    const { width, vocabulary, steps, nodes } = shape;
    const slot = this.#slots[lane] as RecurrentSlot;
    const lists = this.#lists;
    const strides = cellStrides(shape, this.#gradients !== null);
    const embedded: SlotRows = { at: slot.embedded, stride: width, extra: 0 };
    const after: SlotRows = { at: slot.states + width, stride: width, extra: width };
    lists.embed.push(characters, network.embedding.at, slot.embedded);
    lists.character.push(...words(embedded), network.character.at, slot.sums, strides.sums);
    const ends = network.outputs.reduce((bits, node) => bits | (1 << node), 0);
    const share = floatBits(1 / network.outputs.length);
    const ofGroup = (group: number) => ({
      sums: slot.sums + group * steps * strides.sums,
      nodes: slot.nodes + group * (strides.nodes === 0 ? nodes * width : steps * strides.nodes),
      states: slot.states + group * (steps + 1) * width,
    });
    const groups = Array.from({ length: groupCount(shape) }, (_, group) => ofGroup(group));
    const walkTerm = pushNodes(lists.walk, network);
    for (const group of groups) {
      lists.walk.push(group.sums, group.nodes, group.states, walkTerm, ends, share, continues ? 1 : 0);
    }
    lists.output.push(...words(after), network.embedding.at, slot.logits, vocabulary);
    lists.predict.push(slot.logits, characters, slot.rows, floatBits(lossWeight));
    if (this.#gradients === null || slot.gradients === null) return slot.rows;

    const { gradients } = slot;
    lists.toState.push(slot.logits, vocabulary, 0, network.embedding.at, gradients.fromOutput, width);
    const learnTerm = pushNodes(lists.learn, network);
    groups.forEach(({ sums, nodes: made, states }, group) => {
      const fromOutput = gradients.fromOutput + group * steps * width;
      const ofState = gradients.state + group * width;
      lists.learn.push(
        ...[sums, made, states, learnTerm, ends, share],
        ...[fromOutput, ofState, gradients.nodes + group * nodes * width],
      );
    });
    lists.toCharacter.push(slot.sums, strides.sums, 0, network.character.at, gradients.embedded, width);
    lists.matrices.push(...words(embedded), slot.sums, strides.sums, gradients.character);
    this.#gradients.add(network.character, gradients.character, 1);
    network.nodes.forEach(({ input, matrix }, node) => {
      const read: SlotRows =
        input === null
          ? { at: slot.states, stride: width, extra: width }
          : { at: slot.nodes + input * width, stride: strides.nodes, extra: 0 };
      const at = gradients.matrices[node] as number;
      lists.matrices.push(...words(read), slot.sums + node * 2 * width, strides.sums, at);
      this.#gradients?.add(matrix, at, 1);
    });
    lists.embedding.push(characters, slot.logits, slot.states, gradients.embedded, gradients.embedding);
    this.#gradients.add(network.embedding, gradients.embedding, 1);
    return slot.rows;
  }

  /** Where a lane's network left its states, group after group: what it goes on from where the next batch continues. */
  left(lane: number): ArenaRange[] {
    const { shape } = this.#options;
    const { states } = this.#slots[lane] as RecurrentSlot;
    const { width, steps } = shape;
    return Array.from({ length: groupCount(shape) }, (_, group) => ({
      at: states + (group * (steps + 1) + steps) * width,
      quads: width,
    }));
  }
}

type ListName =
  | 'embed'
  | 'character'
  | 'walk'
  | 'output'
  | 'predict'
  | 'toState'
  | 'learn'
  | 'toCharacter'
  | 'matrices'
  | 'embedding';

function words({ at, stride, extra }: SlotRows): readonly [number, number, number] {
  return [at, stride, extra];
}

/** The network's nodes as terms; returns the index of the first. */
function pushNodes(list: RawList, { nodes }: RecurrentModel): number {
  const first = list.termCount;
  for (const { input, activation, matrix } of nodes) {
    list.pushTerm(input ?? 0, cellActivations.indexOf(activation), matrix.at);
  }
  return first;
}
