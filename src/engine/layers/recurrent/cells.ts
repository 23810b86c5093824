import type { ArenaRange } from '../../arena.ts';
import type { ParameterGradients } from '../../gradients.ts';

import type { Parameter } from '../../parameters.ts';
import type { Tape } from '../../tape.ts';
import { type At, floatBits, past, type TermIndex } from '../../words.ts';
import type { ListOf } from '../../work-list.ts';
import {
  type CellActivation,
  cellActivations,
  cellLearn,
  cellStrides,
  cellWalk,
} from '../../kernels/recurrent/cell.ts';
import { embed, embeddingGradient } from '../../kernels/recurrent/embedding.ts';
import { prediction } from '../../kernels/recurrent/prediction.ts';
import { outerProduct, product, transposedProduct } from '../../kernels/recurrent/product.ts';
import { groupCount, type RecurrentShape } from '../../kernels/recurrent/shape.ts';
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
  readonly #lists: ForwardLists;
  readonly #backward: BackwardLists | null;

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
    const lists = {
      embed: tape.list(embed(shape), lanes),
      character: tape.list(product(shape, cell), lanes),
      walk: tape.list(cellWalk(kernels), groups, lanes * nodes),
      output: tape.list(transposedProduct(shape, layer), lanes),
      predict: tape.list(prediction(shape, skip, training), lanes),
    };
    this.#lists = lists;
    const backward = training && {
      toState: tape.list(product(shape, layer), lanes),
      learn: tape.list(cellLearn(kernels), groups, lanes * nodes),
      toCharacter: tape.list(transposedProduct(shape, cell), lanes),
      matrices: tape.deferred(outerProduct(shape, cell), lanes * (nodes + 1)),
      embedding: tape.deferred(embeddingGradient(shape), lanes),
    };
    this.#backward = backward || null;
    tape.record({
      forward: [lists.embed, lists.character, lists.walk, lists.output, lists.predict],
      backward: backward ? [backward.toState, backward.learn, backward.toCharacter] : [],
    });
  }

  /**
   * One network on the characters at `characters`; `continues`: from the states in which it left the batch before.
   * `lossWeight`: what one prediction counts in the loss. Returns where its rows will lie.
   */
  run(
    lane: number,
    network: RecurrentModel,
    characters: At<'characters'>,
    continues: boolean,
    lossWeight: number,
  ): At<'rows'> {
    const { shape } = this.#options;
    const { width, vocabulary, steps, nodes } = shape;
    const slot = this.#slots[lane] as RecurrentSlot;
    const lists = this.#lists;
    const strides = cellStrides(shape, this.#gradients !== null);
    const embedding = network.embedding.at;
    lists.embed.push({ characters, embedding, embedded: slot.embedded });
    lists.character.push({
      base: slot.embedded,
      stride: width,
      extra: 0,
      w: network.character.at,
      out: slot.sums,
      outStride: strides.sums,
    });
    const ends = network.outputs.reduce((bits, node) => bits | (1 << node), 0);
    const share = floatBits(1 / network.outputs.length);
    const groups = Array.from({ length: groupCount(shape) }, (_, group) => ({
      sums: past(slot.sums, group * steps * strides.sums),
      outputs: past(slot.nodes, group * (strides.nodes === 0 ? nodes * width : steps * strides.nodes)),
      states: past(slot.states, group * (steps + 1) * width),
    }));
    const goesOn = continues ? 1 : 0;
    const firstWalked = pushNodes(lists.walk, network);
    for (const group of groups) lists.walk.push({ ...group, firstNode: firstWalked, ends, share, goesOn });
    lists.output.push({
      base: past(slot.states, width),
      stride: width,
      extra: width,
      w: embedding,
      out: slot.logits,
      outStride: vocabulary,
    });
    lists.predict.push({ logitsAt: slot.logits, characters, rows: slot.rows, weight: floatBits(lossWeight) });
    if (this.#gradients === null || this.#backward === null || slot.gradients === null) return slot.rows;

    const { gradients } = slot;
    const { toState, learn, toCharacter, matrices, embedding: toEmbedding } = this.#backward;
    toState.push({
      base: slot.logits,
      stride: vocabulary,
      extra: 0,
      w: embedding,
      out: gradients.fromOutput,
      outStride: width,
    });
    const firstNode = pushNodes(learn, network);
    groups.forEach((places, group) => {
      learn.push({
        ...places,
        firstNode,
        ends,
        share,
        fromOutput: past(gradients.fromOutput, group * steps * width),
        ofState: past(gradients.state, group * width),
        ofNodes: past(gradients.nodes, group * nodes * width),
      });
    });
    toCharacter.push({
      base: slot.sums,
      stride: strides.sums,
      extra: 0,
      w: network.character.at,
      out: gradients.embedded,
      outStride: width,
    });
    matrices.push({
      left: slot.embedded,
      leftStride: width,
      leftExtra: 0,
      right: slot.sums,
      rightStride: strides.sums,
      out: gradients.character,
    });
    this.#gradients.add(network.character, gradients.character, 1);
    network.nodes.forEach(({ input, matrix }, node) => {
      const out = gradients.matrices[node] as At<'partials'>;
      const [right, rightStride] = [past(slot.sums, node * 2 * width), strides.sums];
      matrices.push(
        input === null
          ? { left: slot.states, leftStride: width, leftExtra: width, right, rightStride, out }
          : {
              left: past(slot.nodes, input * width),
              leftStride: strides.nodes,
              leftExtra: 0,
              right,
              rightStride,
              out,
            },
      );
      this.#gradients?.add(matrix, out, 1);
    });
    toEmbedding.push({
      characters,
      dLogits: slot.logits,
      states: slot.states,
      dEmbedded: gradients.embedded,
      out: gradients.embedding,
    });
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

interface ForwardLists {
  readonly embed: ListOf<typeof embed>;
  readonly character: ListOf<typeof product>;
  readonly walk: ListOf<typeof cellWalk>;
  readonly output: ListOf<typeof transposedProduct>;
  readonly predict: ListOf<typeof prediction>;
}

interface BackwardLists {
  readonly toState: ListOf<typeof product>;
  readonly learn: ListOf<typeof cellLearn>;
  readonly toCharacter: ListOf<typeof transposedProduct>;
  readonly matrices: ListOf<typeof outerProduct>;
  readonly embedding: ListOf<typeof embeddingGradient>;
}

/** The network's nodes as terms; returns the index of the first. */
function pushNodes(list: ForwardLists['walk'] | BackwardLists['learn'], { nodes }: RecurrentModel): TermIndex {
  const first = list.nextTerm;
  for (const { input, activation, matrix } of nodes) {
    list.pushTerm({ source: input ?? 0, kind: cellActivations.indexOf(activation), w: matrix.at });
  }
  return first;
}
