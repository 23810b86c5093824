import type { OptimiserSteps } from '../../engine/optimisers/optimiser.ts';
import type { Parameter, ParameterLayout } from '../../engine/parameters.ts';
import type { ParameterStore, RangeName } from '../../engine/store.ts';
import type { OptimiserName, StoredTensor, SupernetSnapshot, WeightsByKey } from '../supernet.ts';

/** What the optimisers call their quantities in a snapshot, the same as in the reference form. */
const quantities: Readonly<Record<OptimiserName, readonly (readonly [string, RangeName])[]>> = {
  nesterov: [['velocity', 'first']],
  adam: [
    ['mean', 'first'],
    ['square', 'second'],
  ],
};
const STEPS = 'steps';

/** Throws a `RangeError` if a tensor has an unknown key or another shape. */
export function checkWeights(layout: ParameterLayout, weights: WeightsByKey): void {
  for (const [key, { shape, values }] of weights) {
    const parameter = layout.get(key);
    if (shape.join() !== parameter.shape.join() || values.length !== parameter.numbers) {
      const found = `[${shape.join(', ')}] of ${values.length} numbers`;
      throw new RangeError(`'${key}' has the shape [${parameter.shape.join(', ')}], not ${found}.`);
    }
  }
}

export function writeWeights(store: ParameterStore, range: RangeName, weights: WeightsByKey): void {
  for (const [key, { values }] of weights) store.write(range, store.layout.get(key), values);
}

export async function weightsOf(
  store: ParameterStore,
  range: RangeName,
  parameters: readonly Parameter[],
): Promise<Map<string, StoredTensor>> {
  const values = await store.read(range, parameters);
  return new Map(parameters.map(({ key, shape }, i) => [key, { shape, values: values[i] as Float32Array }]));
}

/** Weights, and by `key@quantity` what the optimiser remembers of the keys that have moved. */
export async function readSnapshot(
  store: ParameterStore,
  name: OptimiserName,
  steps: OptimiserSteps,
): Promise<Pick<SupernetSnapshot, 'weights' | 'optimiser'>> {
  const { all } = store.layout;
  const moved = all.filter((parameter) => steps.of(parameter) > 0);
  const counts = moved.map(
    (parameter) => [`${parameter.key}@${STEPS}`, { shape: [], values: Float32Array.of(steps.of(parameter)) }] as const,
  );
  const [weights, ...state] = await Promise.all([
    weightsOf(store, 'weights', all),
    ...quantities[name].map(async ([quantity, range]) =>
      [...(await weightsOf(store, range, moved))].map(([key, tensor]) => [`${key}@${quantity}`, tensor] as const),
    ),
  ]);
  return { weights, optimiser: new Map([...counts, ...state.flat()]) };
}

/** Checks a snapshot of the same optimiser; the returned call takes it up. Throws a `RangeError` if it does not fit. */
export function restoreSnapshot(
  store: ParameterStore,
  name: OptimiserName,
  steps: OptimiserSteps,
  { weights, optimiser }: SupernetSnapshot,
): () => void {
  const { layout } = store;
  checkWeights(layout, weights);
  if (weights.size !== layout.all.length) throw new RangeError('The snapshot lacks some shared weights.');
  const ranges = new Map(quantities[name].map(([quantity, range]) => [quantity, range]));
  const entries = [...optimiser].map(([id, { values }]) => {
    const at = id.lastIndexOf('@');
    const [parameter, quantity] = [layout.get(id.slice(0, at)), id.slice(at + 1)];
    const expected = quantity === STEPS ? 1 : parameter.numbers;
    if (values.length !== expected || (quantity !== STEPS && !ranges.has(quantity))) {
      throw new RangeError(`'${id}' does not belong to the optimiser ${name}.`);
    }
    return { parameter, quantity, values };
  });
  return () => {
    writeWeights(store, 'weights', weights);
    steps.clear();
    for (const range of ranges.values()) store.clear(range);
    for (const { parameter, quantity, values } of entries) {
      const range = ranges.get(quantity);
      if (range === undefined) steps.set(parameter, values[0] as number);
      else store.write(range, parameter, values);
    }
  };
}
