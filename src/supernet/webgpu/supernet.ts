import { type EngineDevice, openDevice } from '../../engine/device.ts';
import { OptimiserSteps } from '../../engine/optimisers/optimiser.ts';
import { type CompileProgress, Pipelines } from '../../engine/pipelines.ts';
import { ParameterStore } from '../../engine/store.ts';
import type { MicroConfig } from '../../space/micro/config.ts';
import { decode } from '../../space/micro/genotype.ts';
import { microGraphs } from '../../space/micro/graphs.ts';
import { childKeys, parameterSpecs } from '../../space/micro/parameters.ts';
import type { Architecture } from '../../space/space.ts';
import type { Batch, Split, SplitData } from '../../task/task.ts';
import { initialise } from '../reference/initialise.ts';
import {
  type CallSize,
  type ChildScore,
  DeviceLostError,
  type MixedGradient,
  type MixedWeights,
  NonFiniteError,
  type OptimiserStep,
  type Pending,
  type StepMetrics,
  type Supernet,
  type SupernetSnapshot,
  type TrainingConfig,
  type WeightsByKey,
} from '../supernet.ts';
import { Images } from './images.ts';
import { MixedPlan } from './mixedPlan.ts';
import { NetworkParameters } from './parameters.ts';
import { ScorePlan } from './scorePlan.ts';
import type { Session } from './session.ts';
import { stepMetrics, TrainPlan, updateRules } from './trainPlan.ts';
import { checkWeights, readSnapshot, restoreSnapshot, weightsOf, writeWeights } from './weights.ts';

/** Children scored in one submission: more make the plan larger, not the step shorter. */
const SCORE_LANES = 8;

export interface EngineSupernetOptions {
  readonly config: MicroConfig;
  readonly training: TrainingConfig;
  /** Weights start as a function of this seed and their key alone. */
  readonly seed: number;
  /** The splits that are there from the start; `addTest` brings the test images. */
  readonly images: Readonly<Partial<Record<Split, SplitData>>>;
  /** Holds only the weights of these children, to train them from scratch; without it, those of the whole space. */
  readonly only?: readonly Architecture[];
  /** A device shared with others; without it, one of its own. */
  readonly device?: GPUDevice;
  readonly progress?: CompileProgress;
}

/**
 * Shared weights on the WebGPU engine. Throws a `RangeError` if images do not fit the configuration, an `Error` where
 * there is no WebGPU, a `CapacityError` where the weights do not fit.
 */
export async function createEngineSupernet(options: EngineSupernetOptions): Promise<Supernet> {
  return new EngineSupernet(options, await openDevice(options.device));
}

class EngineSupernet implements Supernet {
  readonly form = 'engine';
  readonly #session: Session;
  readonly #training: TrainingConfig;
  readonly #images: Images;
  readonly #optimiserSteps: OptimiserSteps;
  readonly #trainPlans: TrainPlan[] = [];
  readonly #scorePlans: ScorePlan[] = [];
  readonly #mixedPlans = new Map<number, MixedPlan>();
  readonly #lost: Promise<never>;
  #order: Promise<unknown> = Promise.resolve();
  #steps = 0;

  constructor(options: EngineSupernetOptions, device: EngineDevice) {
    const { config, training, seed, images, only, progress } = options;
    const specs = parameterSpecs(config);
    const wanted = new Set(
      only === undefined ? specs.map(({ key }) => key) : only.flatMap((child) => childKeys(config, child)),
    );
    const parameters = new NetworkParameters(specs.filter(({ key }) => wanted.has(key)));
    this.#images = new Images(config.imageSide, config.classes);
    for (const [split, data] of Object.entries(images)) this.#images.add(split as Split, data);
    const store = new ParameterStore(device, parameters.layout, updateRules[training.optimiser].quantities);
    const first = initialise(specs, wanted, seed);
    let at = 0;
    for (const parameter of parameters.layout.all) {
      store.write('weights', parameter, first.subarray(at, (at += parameter.numbers)));
    }
    const pipelines = Pipelines.of(device.device);
    this.#session = { device, pipelines, store, config, parameters, progress };
    this.#training = training;
    this.#optimiserSteps = new OptimiserSteps(parameters.layout);
    this.#lost = device.lost.then((reason) => {
      throw new DeviceLostError(reason);
    });
    this.#lost.catch(() => undefined);
  }

  async prepare(calls: { readonly train: readonly CallSize[]; readonly score: readonly CallSize[] }): Promise<void> {
    await this.#unlessLost(
      this.#inOrder(async () => {
        for (const { images, children } of calls.train) await this.#trainPlan(images, children);
        for (const { images, children } of calls.score) await this.#scorePlan(images, Math.min(SCORE_LANES, children));
      }),
    );
  }

  train(batch: Batch, children: readonly Architecture[], { learningRate }: OptimiserStep): Pending<StepMetrics> {
    if (children.length === 0) throw new RangeError('A step needs at least one child.');
    const genotypes = children.map((child) => decode(this.#session.config, child));
    const numbers = this.#images.batch(batch);
    const step = ++this.#steps;
    const result = this.#inOrder(async () => {
      const plan = await this.#trainPlan(batch.indices.length, children.length);
      return plan.run(numbers, genotypes, learningRate);
    });
    result.catch(() => undefined);
    return {
      read: async () => {
        const metrics = stepMetrics(await this.#unlessLost(result.then((readback) => readback.read())));
        if (!Number.isFinite(metrics.loss)) throw new NonFiniteError(`the training loss of step ${step}`);
        if (!Number.isFinite(metrics.gradientNorm)) throw new NonFiniteError(`the gradient of step ${step}`);
        return metrics;
      },
      discard: () => {
        result.then(
          (readback) => readback.discard(),
          () => undefined,
        );
      },
    };
  }

  async score(batch: Batch, children: readonly Architecture[]): Promise<ChildScore[]> {
    const { config } = this.#session;
    const genotypes = children.map((child) => decode(config, child));
    const numbers = this.#images.batch(batch);
    const images = batch.indices.length;
    const groups = Array.from({ length: Math.ceil(children.length / SCORE_LANES) }, (_, group) =>
      genotypes.slice(group * SCORE_LANES, (group + 1) * SCORE_LANES),
    );
    const readbacks = await this.#unlessLost(
      this.#inOrder(async () => {
        const plan = await this.#scorePlan(images, Math.min(SCORE_LANES, children.length));
        return groups.map((group) => plan.run(numbers, group));
      }),
    );
    const rows = await this.#unlessLost(Promise.all(readbacks.map((readback) => readback.read())));
    return children.map((_, child) => {
      const row = rows[Math.floor(child / SCORE_LANES)]?.subarray(4 * (child % SCORE_LANES));
      const [crossEntropy = NaN, accuracy = NaN] = row ?? [];
      if (!Number.isFinite(crossEntropy)) {
        throw new NonFiniteError(`the ${batch.split} loss after ${this.#steps} steps`);
      }
      return { accuracy, crossEntropy, images };
    });
  }

  async mixedGradient(batch: Batch, mixed: MixedWeights): Promise<MixedGradient> {
    const lengths = microGraphs(this.#session.config).map(({ candidates }) => candidates.length);
    if (mixed.map(({ length }) => length).join() !== lengths.join()) {
      throw new RangeError(
        `Mixed weights must be ${lengths.join(' and ')} numbers, one a candidate edge of each graph.`,
      );
    }
    const numbers = this.#images.batch(batch);
    const weights = mixed.map((z) => z.slice());
    const [readback, result] = await this.#unlessLost(
      this.#inOrder(async () => (await this.#mixedPlan(batch.indices.length)).run(numbers, weights)),
    );
    const gradient = result(await this.#unlessLost(readback.read()));
    if (!Number.isFinite(gradient.loss)) throw new NonFiniteError(`the mixed loss after ${this.#steps} steps`);
    return gradient;
  }

  addTest(test: SplitData): void {
    this.#images.add('test', test);
  }

  async exportChild(architecture: Architecture): Promise<WeightsByKey> {
    const { config, parameters, store } = this.#session;
    const wanted = new Set(childKeys(config, architecture).map((key) => parameters.layout.get(key)));
    const inStoreOrder = parameters.layout.all.filter((parameter) => wanted.has(parameter));
    return this.#unlessLost(this.#inOrder(() => weightsOf(store, 'weights', inStoreOrder)));
  }

  importChild(weights: WeightsByKey): void {
    const { store, parameters } = this.#session;
    checkWeights(parameters.layout, weights);
    this.#now(() => writeWeights(store, 'weights', weights));
  }

  snapshot(): Promise<SupernetSnapshot> {
    const steps = this.#steps;
    const { store } = this.#session;
    const { optimiser } = this.#training;
    return this.#unlessLost(
      this.#inOrder(async () => ({ ...(await readSnapshot(store, optimiser, this.#optimiserSteps)), steps })),
    );
  }

  restore(snapshot: SupernetSnapshot): void {
    const { store } = this.#session;
    const write = restoreSnapshot(store, this.#training.optimiser, this.#optimiserSteps, snapshot);
    this.#now(write);
    this.#steps = snapshot.steps;
  }

  bytes(): number {
    return this.#plans().reduce((sum, { bytes }) => sum + bytes, this.#session.store.bytes);
  }

  dispose(): void {
    for (const plan of this.#plans()) plan.dispose();
    this.#session.store.dispose();
  }

  #plans(): (TrainPlan | ScorePlan | MixedPlan)[] {
    return [...this.#trainPlans, ...this.#scorePlans, ...this.#mixedPlans.values()];
  }

  /** What was asked for earlier is submitted earlier, also where a plan must be made first. */
  #inOrder<T>(task: () => Promise<T>): Promise<T> {
    const result = this.#order.then(task);
    this.#order = result.catch(() => undefined);
    return result;
  }

  #now(task: () => void): void {
    this.#inOrder(() => {
      task();
      return Promise.resolve();
    }).catch(() => undefined);
  }

  #unlessLost<T>(result: Promise<T>): Promise<T> {
    return Promise.race([result, this.#lost]);
  }

  async #trainPlan(batch: number, children: number): Promise<TrainPlan> {
    const known = this.#trainPlans.find((plan) => plan.batch === batch && plan.lanes >= children);
    if (known !== undefined) return known;
    const plan = await TrainPlan.build(this.#session, this.#training, this.#optimiserSteps, batch, children);
    this.#trainPlans.push(plan);
    return plan;
  }

  async #scorePlan(batch: number, children: number): Promise<ScorePlan> {
    const known = this.#scorePlans.find((plan) => plan.batch === batch && plan.lanes >= children);
    if (known !== undefined) return known;
    const plan = await ScorePlan.build(this.#session, batch, children);
    this.#scorePlans.push(plan);
    return plan;
  }

  async #mixedPlan(batch: number): Promise<MixedPlan> {
    const plan = this.#mixedPlans.get(batch) ?? (await MixedPlan.build(this.#session, batch));
    this.#mixedPlans.set(batch, plan);
    return plan;
  }
}
