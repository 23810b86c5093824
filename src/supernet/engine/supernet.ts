import { type EngineDevice, openDevice } from '../../engine/device.ts';
import { OptimiserSteps } from '../../engine/optimisers/optimiser.ts';
import { Pipelines } from '../../engine/pipelines.ts';
import { ExampleStore } from '../../engine/examples.ts';
import { ParameterLayout } from '../../engine/parameters.ts';
import { DeviceRowsPool } from '../../engine/device-rows.ts';
import { ParameterStore } from '../../engine/store.ts';
import { type Architecture, isArchitecture } from '../../space/space.ts';
import type { AnySpace } from '../../space/spaces.ts';
import type { Batch, Split, SplitData } from '../../task/task.ts';
import { checkRows } from '../check-images.ts';
import { checkMixed } from '../check-mixed.ts';
import { initialise } from '../initialise.ts';
import { type SupernetOptions, wantedKeys } from '../options.ts';
import {
  type CallSize,
  type ChildScore,
  DeviceLostError,
  type MixedGradient,
  type MixedWeights,
  NonFiniteError,
  type OptimiserStep,
  type Pending,
  type PendingScores,
  type StepMetrics,
  type StoredTensor,
  type Supernet,
  type SupernetSnapshot,
  type TrainingConfig,
  type WeightsByKey,
} from '../supernet.ts';
import { engineFamily } from './families.ts';
import type { EngineContext } from './engine-context.ts';
import type { EngineFamily, MixedPlan } from './family.ts';
import type { NetworkSize } from './network.ts';
import { pendingScores } from './pending-scores.ts';
import { ScorePlan } from './score-plan.ts';
import { stepMetrics, TrainPlan, updateRules } from './train-plan.ts';
import { checkWeights, readSnapshot, restoreSnapshot, weightsOf, writeWeights } from './weights.ts';

/** Children scored in one submission: more make the plan larger, not the step shorter. */
const SCORE_LANES = 8;

export interface EngineSupernetOptions extends SupernetOptions {
  /** A device shared with others; without it, one of its own. */
  readonly device?: GPUDevice;
}

/**
 * Shared weights on the WebGPU engine. Throws a `RangeError` if examples do not fit the networks, an `Error` where
 * there is no WebGPU, a `CapacityError` where weights or examples do not fit.
 */
export async function createEngineSupernet(options: EngineSupernetOptions): Promise<Supernet> {
  return new EngineSupernet(options, await openDevice(options.device));
}

class EngineSupernet implements Supernet {
  readonly form = 'engine';
  readonly #context: EngineContext;
  readonly #family: EngineFamily;
  readonly #training: TrainingConfig;
  readonly #space: AnySpace;
  readonly #optimiserSteps: OptimiserSteps;
  readonly #rows: DeviceRowsPool;
  readonly #trainPlans: TrainPlan[] = [];
  readonly #scorePlans: { readonly size: NetworkSize; readonly plan: Promise<ScorePlan> }[] = [];
  readonly #made: (TrainPlan | ScorePlan)[] = [];
  readonly #mixedPlans = new Map<number, MixedPlan>();
  readonly #lost: Promise<never>;
  #order: Promise<unknown> = Promise.resolve();
  #steps = 0;
  #disposed = false;
  /** The plan that holds what the latest step left to the next; or what a snapshot brought of it. */
  #carried: TrainPlan | readonly StoredTensor[] = [];

  constructor(options: EngineSupernetOptions, device: EngineDevice) {
    const { space, training, seed, data, progress } = options;
    const specs = space.parameters();
    const wanted = wantedKeys(options);
    const layout = new ParameterLayout();
    for (const { key, shape } of specs) if (wanted.has(key)) layout.declare(key, shape);
    const family = engineFamily(space, layout);
    const packed = Object.entries(data).map(([split, part]) => [split, family.pack(split as Split, part)] as const);
    const store = new ParameterStore(device, layout, updateRules[training.optimiser].quantities);
    const examples = new ExampleStore(device);
    for (const [split, part] of packed) examples.set(split, part);
    const first = initialise(specs, wanted, seed);
    let at = 0;
    for (const parameter of layout.all) {
      store.write('weights', parameter, first.subarray(at, (at += parameter.numbers)));
    }
    const pipelines = Pipelines.of(device.device);
    this.#space = space;
    this.#context = { device, pipelines, store, examples, progress };
    this.#family = family;
    this.#training = training;
    this.#optimiserSteps = new OptimiserSteps(layout);
    this.#rows = new DeviceRowsPool(device.device);
    this.#lost = device.lost.then((reason) => {
      throw new DeviceLostError(reason);
    });
    this.#lost.catch(() => undefined);
  }

  async prepare(calls: { readonly train: readonly CallSize[]; readonly score: readonly CallSize[] }): Promise<void> {
    await this.#unlessLost(
      this.#inOrder(async () => {
        for (const { images, children } of calls.train) await this.#trainPlan(images, children);
      }),
    );
    for (const { images, children } of calls.score) this.#scorePlan(images, children).catch(() => undefined);
  }

  train(batch: Batch, children: readonly Architecture[], { learningRate }: OptimiserStep): Pending<StepMetrics> {
    if (children.length === 0) throw new RangeError('A step needs at least one child.');
    this.#check(batch, children);
    const step = ++this.#steps;
    const result = this.#inOrder(async () => {
      const plan = await this.#trainPlan(batch.indices.length, children.length);
      if (plan !== this.#carried) plan.goOnFrom(this.#carried instanceof TrainPlan ? [] : this.#carried);
      this.#carried = plan;
      return plan.run(batch, children, learningRate);
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
    return children.length === 0 ? [] : this.submitScore(batch, children).read();
  }

  submitScore(batch: Batch, children: readonly Architecture[]): PendingScores {
    if (children.length === 0) throw new RangeError('There is no child to score.');
    this.#check(batch, children);
    const images = batch.indices.length;
    const rows = this.#rows.make(children.length);
    const starts = Array.from({ length: Math.ceil(children.length / SCORE_LANES) }, (_, group) => group * SCORE_LANES);
    return pendingScores({
      readbacks: this.#inOrder(async () => {
        const plan = await this.#scorePlan(images, children.length);
        return starts.map((start) => plan.run(batch, children.slice(start, start + SCORE_LANES), rows, start));
      }),
      rows,
      images: images * this.#family.predictions,
      where: `the ${batch.split} loss after ${this.#steps} steps`,
      unlessLost: (result) => this.#unlessLost(result),
    });
  }

  async mixedGradient(batch: Batch, mixed: MixedWeights): Promise<MixedGradient> {
    const { mixedLengths } = this.#family;
    checkMixed(mixed, mixedLengths);
    this.#check(batch, []);
    const weights = mixed.map((z) => z.slice());
    const [readback, result] = await this.#unlessLost(
      this.#inOrder(async () => (await this.#mixedPlan(batch.indices.length)).run(batch, weights)),
    );
    const gradient = result(await this.#unlessLost(readback.read()));
    if (!Number.isFinite(gradient.loss)) throw new NonFiniteError(`the mixed loss after ${this.#steps} steps`);
    return gradient;
  }

  addTest(test: SplitData): void {
    this.#context.examples.set('test', this.#family.pack('test', test));
  }

  async exportChild(architecture: Architecture): Promise<WeightsByKey> {
    const { store } = this.#context;
    const wanted = new Set(this.#space.childKeys(architecture).map((key) => store.layout.get(key)));
    const inStoreOrder = store.layout.all.filter((parameter) => wanted.has(parameter));
    return this.#unlessLost(this.#inOrder(() => weightsOf(store, 'weights', inStoreOrder)));
  }

  importChild(weights: WeightsByKey): void {
    const { store } = this.#context;
    checkWeights(store.layout, weights);
    this.#now(() => writeWeights(store, 'weights', weights));
  }

  snapshot(): Promise<SupernetSnapshot> {
    const steps = this.#steps;
    const { store } = this.#context;
    const { optimiser } = this.#training;
    return this.#unlessLost(
      this.#inOrder(async () => {
        const [kept, states] = await Promise.all([
          readSnapshot(store, optimiser, this.#optimiserSteps),
          this.#carried instanceof TrainPlan ? this.#carried.states() : this.#carried,
        ]);
        return { ...kept, steps, states };
      }),
    );
  }

  restore(snapshot: SupernetSnapshot): void {
    const { store } = this.#context;
    const write = restoreSnapshot(store, this.#training.optimiser, this.#optimiserSteps, snapshot);
    this.#now(() => {
      write();
      this.#carried = snapshot.states;
    });
    this.#steps = snapshot.steps;
  }

  bytes(): number {
    const { store, examples } = this.#context;
    return this.#plans().reduce((sum, { bytes }) => sum + bytes, store.bytes + examples.bytes);
  }

  dispose(): void {
    this.#disposed = true;
    for (const plan of this.#plans()) plan.dispose();
    this.#rows.dispose();
    this.#context.store.dispose();
    this.#context.examples.dispose();
  }

  #plans(): (TrainPlan | ScorePlan | MixedPlan)[] {
    return [...this.#made, ...this.#mixedPlans.values()];
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

  /** Throws a `RangeError` if the examples are not there or a child is not of this space. */
  #check(batch: Batch, children: readonly Architecture[]): void {
    checkRows(batch, this.#context.examples.get(batch.split).rows);
    if (!children.every((child) => isArchitecture(this.#space, child))) {
      throw new RangeError(`A child does not belong to the space of ${this.#space.label}.`);
    }
  }

  async #trainPlan(batch: number, lanes: number): Promise<TrainPlan> {
    const known = holds(this.#trainPlans, { batch, lanes });
    if (known !== undefined) return known;
    const plan = await TrainPlan.build(this.#context, this.#family, this.#training, this.#optimiserSteps, {
      batch,
      lanes,
    });
    this.#trainPlans.push(plan);
    this.#made.push(plan);
    return plan;
  }

  /** One that is being made is made once. */
  #scorePlan(batch: number, children: number): Promise<ScorePlan> {
    const size = { batch, lanes: Math.min(SCORE_LANES, children) };
    const known = holds(this.#scorePlans, size);
    if (known !== undefined) return known.plan;
    const plan = ScorePlan.build(this.#context, this.#family, size);
    const entry = { size, plan };
    this.#scorePlans.push(entry);
    plan.then(
      (made) => {
        if (this.#disposed) made.dispose();
        else this.#made.push(made);
      },
      () => this.#scorePlans.splice(this.#scorePlans.indexOf(entry), 1),
    );
    return plan;
  }

  async #mixedPlan(batch: number): Promise<MixedPlan> {
    const plan = this.#mixedPlans.get(batch) ?? (await this.#family.mixedPlan(this.#context, batch));
    this.#mixedPlans.set(batch, plan);
    return plan;
  }
}

/** The plan that such a call can run on. */
function holds<P extends { readonly size: NetworkSize }>(plans: readonly P[], wanted: NetworkSize): P | undefined {
  return plans.find(({ size }) => size.batch === wanted.batch && size.lanes >= wanted.lanes);
}
