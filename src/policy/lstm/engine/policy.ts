import { unlessLost } from '../../../device/lost.ts';
import { type EngineDevice, openDevice } from '../../../engine/device.ts';
import { CHAIN_LANES } from '../../../engine/kernels/decisions/layout.ts';
import { checkProgram } from '../../../engine/kernels/decisions/program.ts';
import { groupsOf } from '../../../engine/lanes.ts';
import { OptimiserSteps } from '../../../engine/optimisers/optimiser.ts';
import { rmsAdam } from '../../../engine/optimisers/rms-adam.ts';
import { ParameterLayout } from '../../../engine/parameters.ts';
import { ParameterStore } from '../../../engine/store.ts';
import { type RandomStream, randomStream } from '../../../math/random.ts';
import type { Architecture } from '../../../space/space.ts';
import type { DeviceScores, PolicySample, PolicySnapshot, PolicyUpdate, ScoredUpdate } from '../../policy.ts';
import { advantagesOf } from '../baseline.ts';
import { checkArchitectures, checkCount, checkRewarded } from '../checks.ts';
import { spaceController } from '../families.ts';
import type { LstmPolicy, LstmPolicyOptions } from '../lstm-policy.ts';
import { samplesOf } from '../samples.ts';
import { snapshotTensors, tensorsOfSnapshot } from '../snapshot.ts';
import { drawUniforms } from '../uniforms.ts';
import { type Controller, forEachOf, namesOf } from '../controller.ts';
import {
  ControllerPlan,
  declareParameters,
  type LearnedStep,
  type LearnStep,
  type Outstanding,
} from './controller-plan.ts';
import { programOf } from './families.ts';

/** Most children per update that the settings offer. */
const CHILDREN = 16;

export interface EngineLstmPolicyOptions extends LstmPolicyOptions {
  /** A device shared with others; without it, one of its own. */
  readonly device?: GPUDevice;
  /** Most children of one update; more may be sampled, so many at a time. */
  readonly children?: number;
}

/**
 * The LSTM controller of ENAS on the WebGPU engine: agrees with `createLstmPolicy` within rounding, and makes the same
 * children from the same seed. Where it waits for the device and that goes away, it rejects with a `DeviceLostError`.
 * `hiddenUnits` must be a multiple of 4. Rejects with a `RangeError` for what the options cannot mean, with an `Error`
 * where there is no WebGPU. Kernels are compiled meanwhile: what is first asked for waits for them, and rejects with a
 * `CapacityError` if the device is too small.
 */
export async function createEngineLstmPolicy(options: EngineLstmPolicyOptions): Promise<LstmPolicy> {
  const { space, seed, children = CHILDREN } = options;
  checkCount(children);
  const controller = spaceController(space, options);
  const program = programOf(space, options);
  checkProgram(program);
  const device = await openDevice(options.device);
  const layout = new ParameterLayout();
  declareParameters(layout, controller);
  const store = new ParameterStore(device, layout, rmsAdam.quantities);
  const steps = new OptimiserSteps(layout);
  const plan = ControllerPlan.build(device, store, steps, program, children);
  plan.catch(() => undefined);
  const values = controller.initialValues(randomStream(seed, 'policy-init'));
  for (const [name, numbers] of Object.entries(values)) store.write('weights', layout.get(name), numbers);
  return new EngineLstmPolicy(options, controller, device, plan, store, steps);
}

class EngineLstmPolicy implements LstmPolicy {
  readonly #options: EngineLstmPolicyOptions;
  readonly #device: EngineDevice;
  readonly #plan: Promise<ControllerPlan>;
  readonly #most: number;
  readonly #store: ParameterStore;
  readonly #steps: OptimiserSteps;
  readonly #controller: Controller<string>;
  readonly #choices: readonly number[];
  readonly #random: RandomStream;
  #baseline: number | null = null;
  #updates = 0;
  readonly largestProbability: readonly number[];

  constructor(
    options: EngineLstmPolicyOptions,
    controller: Controller<string>,
    device: EngineDevice,
    plan: Promise<ControllerPlan>,
    store: ParameterStore,
    steps: OptimiserSteps,
  ) {
    this.#options = options;
    this.#controller = controller;
    this.#device = device;
    this.#plan = plan;
    this.#most = groupsOf(options.children ?? CHILDREN) * CHAIN_LANES;
    this.#store = store;
    this.#steps = steps;
    this.#choices = controller.choices;
    this.#random = randomStream(options.seed, 'policy-sampling');
    this.largestProbability = controller.largestProbability;
  }

  get parameterCount(): number {
    return this.#store.layout.all.reduce((sum, { numbers }) => sum + numbers, 0);
  }

  sample(count: number, random = this.#random): Promise<PolicySample[]> {
    checkCount(count);
    return this.#rollOut(count, 'sample', drawUniforms(random, count, this.#choices.length));
  }

  async mostLikely(): Promise<PolicySample> {
    const [sample] = await this.#rollOut(1, 'likeliest', []);
    return sample as PolicySample;
  }

  evaluate(architectures: readonly Architecture[]): Promise<PolicySample[]> {
    checkArchitectures(this.#options.space, architectures);
    return this.#rollOut(architectures.length, 'follow', Float32Array.from(architectures.flat()));
  }

  async update(samples: readonly PolicySample[], rewards: readonly number[], next = 0): Promise<PolicyUpdate> {
    checkRewarded(this.#options.space, samples, rewards);
    const { baseline, advantages } = advantagesOf(this.#options, this.#baseline, samples, rewards);
    const { position } = this.#random;
    const step = this.#learnStep(samples, next);
    const learned = await this.#read((plan) => plan.learn(step, advantages));
    return { baseline, advantages, ...this.#learned(learned, baseline, position) };
  }

  async updateOnDevice(
    samples: readonly PolicySample[],
    { rows, reward, costPenalties }: DeviceScores,
    next = 0,
  ): Promise<ScoredUpdate> {
    const { space, entropyMode, entropyWeight, baselineDecay, baselineStart, baselineKind } = this.#options;
    checkRewarded(space, samples, costPenalties);
    const bonus = entropyMode === 'reward' ? entropyWeight : 0;
    const rule = {
      reward: reward === 'crossEntropy' ? 'loss' : reward,
      baseline: this.#baseline ?? (baselineStart === 'zero' ? 0 : null),
      baselineDecay,
      againstOthers: baselineKind === 'siblings' && samples.length > 1,
    } as const;
    const scored = await rows;
    const { position } = this.#random;
    const step = this.#learnStep(samples, next);
    const penalties = costPenalties.map((penalty, i) => penalty - bonus * (samples[i]?.entropy ?? 0));
    const { baseline, advantages, scores, ...learned } = await this.#read((plan) =>
      plan.learnFrom(step, scored, rule, penalties),
    );
    return {
      baseline,
      advantages,
      scores: samples.map((_, i) => ({
        crossEntropy: scores[2 * i] as number,
        accuracy: scores[2 * i + 1] as number,
      })),
      ...this.#learned(learned, baseline, position),
    };
  }

  async snapshot(): Promise<PolicySnapshot> {
    const kept = { baseline: this.#baseline, updates: this.#updates, position: this.#random.position };
    const { all } = this.#store.layout;
    const ranges = Promise.all([this.#store.read('weights', all), this.#store.read('first', all)]);
    const [values, moments] = await unlessLost(this.#device, ranges);
    const named = (read: readonly Float32Array[]) =>
      forEachOf(namesOf(this.#controller), (name) => read[this.#store.layout.get(name).index] as Float32Array);
    return { tensors: snapshotTensors(this.#controller.shapes, named(values), named(moments)), ...kept };
  }

  /** Throws a `RangeError` before anything is changed if a tensor is missing, unknown or of another shape. */
  restore(snapshot: PolicySnapshot): void {
    const { values, secondMoments } = tensorsOfSnapshot(this.#controller.shapes, snapshot);
    for (const name of namesOf(this.#controller)) {
      const parameter = this.#store.layout.get(name);
      this.#store.write('weights', parameter, values[name] as Float32Array);
      this.#store.write('first', parameter, secondMoments[name] as Float32Array);
      this.#steps.set(parameter, snapshot.updates);
    }
    this.#baseline = snapshot.baseline;
    this.#updates = snapshot.updates;
    this.#random.position = snapshot.position;
  }

  dispose(): void {
    this.#plan.then(
      (plan) => plan.dispose(),
      () => undefined,
    );
    this.#store.dispose();
  }

  /** Throws a `RangeError` if there are more children than the plan holds. */
  #learnStep(samples: readonly PolicySample[], next: number): LearnStep {
    const { entropyMode, entropyWeight, learningRate } = this.#options;
    const most = Math.max(samples.length, next);
    if (most > this.#most) {
      throw new RangeError(`This policy learns from ${this.#most} children at most, got ${most}.`);
    }
    return {
      children: samples.length,
      tokens: samples.flatMap(({ architecture }) => architecture),
      entropyWeight: entropyMode === 'loss' ? entropyWeight : 0,
      learningRate,
      next: { children: next, uniforms: drawUniforms(this.#random, next, this.#choices.length) },
    };
  }

  /** Takes note of a step that is done; of one that the optimiser left out, that nothing has moved. */
  #learned(
    { gradientNorm, next }: LearnedStep,
    baseline: number,
    position: number,
  ): Pick<PolicyUpdate, 'gradientNorm' | 'next'> {
    if (!Number.isFinite(gradientNorm)) {
      for (const parameter of this.#store.layout.all) this.#steps.set(parameter, this.#updates);
      this.#random.position = position;
      return { gradientNorm, next: [] };
    }
    this.#baseline = baseline;
    this.#updates += 1;
    return { gradientNorm, next: samplesOf(next, this.#choices) };
  }

  /** Submits work once its kernels are compiled, and reads what it leaves. */
  #read<T>(submit: (plan: ControllerPlan) => Outstanding<T>): Promise<T> {
    return unlessLost(
      this.#device,
      this.#plan.then((plan) => submit(plan).read()),
    );
  }

  /** Submits the rollout at once, as many children at a time as the plan holds, and then waits for the results. */
  async #rollOut(
    count: number,
    mode: 'sample' | 'follow' | 'likeliest',
    guides: ArrayLike<number>,
  ): Promise<PolicySample[]> {
    const width = this.#choices.length;
    const all = Array.from(guides);
    const size = this.#most;
    const results = await this.#read((plan) => {
      const outstanding = Array.from({ length: Math.ceil(count / size) }, (_, part) => {
        const children = Math.min(size, count - part * size);
        return plan.rollOut(children, mode, all.slice(part * size * width, (part * size + children) * width));
      });
      return { read: () => Promise.all(outstanding.map((part) => part.read())) };
    });
    return results.flatMap((values) => samplesOf(values, this.#choices));
  }
}
