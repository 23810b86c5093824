import { defaultSettings } from '../../../src/experiment/schema.ts';
import type { Settings } from '../../../src/experiment/settings.ts';
import { randomStream } from '../../../src/math/random.ts';
import type { Policy, PolicySample } from '../../../src/policy/policy.ts';
import type { SearchContext } from '../../../src/search/context.ts';
import { createMicroSpace } from '../../../src/space/micro/micro.ts';
import type { Architecture, Space } from '../../../src/space/space.ts';
import type { ChildScore, Supernet } from '../../../src/supernet/supernet.ts';
import type { Batch, ImageSplit, ImageTask } from '../../../src/task/task.ts';

/** All that a generator yields. */
export async function collect<T>(generator: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of generator) all.push(item);
  return all;
}

/** A small search of cheap numbers; `overrides` change some. */
export function settingsFor(overrides: Partial<Settings> = {}): Settings {
  return {
    ...defaultSettings,
    nodes: 1,
    operations: ['sep3', 'identity'],
    batch: 8,
    warmUpSteps: 2,
    rounds: 3,
    stepsPerRound: 4,
    updatesPerRound: 2,
    childrenPerUpdate: 3,
    rewardBatch: 16,
    deriveChildren: 20,
    deriveImages: 64,
    retrainSteps: 25,
    retrainRandom: 4,
    ...overrides,
  };
}

function blank(count: number): ImageSplit {
  return {
    kind: 'images',
    count,
    side: 1,
    pixels: Uint8Array.from({ length: count }, (_, i) => i),
    labels: new Uint8Array(count),
  };
}

const manifest = {
  id: 'fake',
  label: 'Fake',
  classes: ['a'],
  side: 1,
  search: { file: '', images: 130, compressedBytes: 0, bytes: 0, sha256: '' },
  test: { file: '', images: 60, compressedBytes: 0, bytes: 0, sha256: '' },
  licence: '',
  attribution: '',
  splitNote: '',
};

/** Counts of a task without pictures worth looking at. */
export const blankTask: ImageTask = {
  kind: 'images',
  manifest,
  side: 1,
  classes: ['a'],
  train: blank(50),
  validation: blank(80),
  loadTest: () => Promise.resolve(blank(600)),
};

export function spaceFor({ nodes, operations }: Settings): Space {
  return createMicroSpace({
    family: 'micro',
    nodes,
    operations,
    channels: 4,
    stages: 1,
    cellsPerStage: 1,
    stem: 'conv3',
    imageSide: 7,
    classes: 10,
  });
}

export interface Asked {
  readonly trained: { readonly batch: Batch; readonly child: Architecture; readonly learningRate: number }[];
  readonly scored: { readonly batch: Batch; readonly children: readonly Architecture[] }[];
  disposed: number;
}

/**
 * A supernet whose scores are a formula of the child and of the steps so far, which writes down what it was asked. Its one shared weight is the
 * number of its steps: it shows in the gradient norm.
 */
export function formulaSupernet(
  crossEntropy: (child: Architecture, steps: number) => number,
  asked: Asked = { trained: [], scored: [], disposed: 0 },
): { supernet: Supernet; asked: Asked } {
  let steps = 0;
  const score = (child: Architecture, images: number): ChildScore => {
    const loss = crossEntropy(child, steps);
    return { crossEntropy: loss, accuracy: Math.exp(-loss), images };
  };
  const unused = (): never => {
    throw new Error('not part of the formula');
  };
  const supernet: Supernet = {
    form: 'reference',
    prepare: () => Promise.resolve(),
    train(batch, children, { learningRate }) {
      const child = children[0] ?? [];
      asked.trained.push({ batch, child, learningRate });
      const { crossEntropy: loss, accuracy } = score(child, batch.indices.length);
      const gradientNorm = ++steps;
      return { read: () => Promise.resolve({ loss, accuracy, gradientNorm }), discard: () => undefined };
    },
    score(batch, children) {
      asked.scored.push({ batch, children });
      return Promise.resolve(children.map((child) => score(child, batch.indices.length)));
    },
    submitScore: (batch, children) => {
      const scores = supernet.score(batch, children);
      return { read: () => scores, take: () => null, discard: () => undefined };
    },
    mixedGradient: unused,
    addTest: () => undefined,
    exportChild: unused,
    importChild: unused,
    snapshot: () => Promise.resolve({ weights: new Map(), optimiser: new Map(), steps, states: [] }),
    restore: (snapshot) => {
      steps = snapshot.steps;
    },
    bytes: () => 0,
    dispose: () => {
      asked.disposed += 1;
    },
  };
  return { supernet, asked };
}

/** A policy that never learns: uniform over the space. */
export function uniformPolicy(space: Space, seed: number): Policy & { disposed: boolean } {
  const own = randomStream(seed, 'policy-sampling');
  const sampleOf = (architecture: Architecture): PolicySample => ({
    architecture,
    logProbability: -Math.log(Number(space.count())),
    entropy: Math.log(Number(space.count())),
    distributions: space.decisions.map(({ choices }) => Float32Array.from(choices, () => 1 / choices.length)),
  });
  return {
    disposed: false,
    largestProbability: [],
    sample: (count, random = own) =>
      Promise.resolve(Array.from({ length: count }, () => sampleOf(space.sample(random)))),
    mostLikely: () => Promise.resolve(sampleOf(space.decisions.map(() => 0))),
    update(_, rewards, next = 0) {
      const children = Array.from({ length: next }, () => sampleOf(space.sample(own)));
      return Promise.resolve({ baseline: 0, advantages: rewards, gradientNorm: 0, next: children });
    },
    snapshot: () => Promise.resolve({ tensors: new Map(), baseline: 0, updates: 0, position: own.position }),
    restore: ({ position }) => {
      own.position = position;
    },
    dispose() {
      this.disposed = true;
    },
  };
}

/** All that a search needs, with scores by formula. */
export function fakeContext(
  overrides: Partial<Settings> = {},
  crossEntropy: (child: Architecture) => number = (child) => 1 + child.reduce((sum, token) => sum + token, 0),
): { context: SearchContext; asked: Asked; policy: ReturnType<typeof uniformPolicy> } {
  const settings = settingsFor(overrides);
  const space = spaceFor(settings);
  const { supernet, asked } = formulaSupernet(crossEntropy);
  const context = { settings, space, supernet, task: blankTask, device: null };
  return { context, asked, policy: uniformPolicy(space, settings.seed) };
}
