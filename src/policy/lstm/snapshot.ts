import type { PolicySnapshot } from '../policy.ts';
import { type ParameterName, parameterNames, type parameterShapes } from './parameters.ts';

type Shapes = ReturnType<typeof parameterShapes>;
type Values = Readonly<Record<ParameterName, Float32Array>>;

/** Something for each of the controller's tensors. */
export function forEachParameter<T>(make: (name: ParameterName) => T): Record<ParameterName, T> {
  return Object.fromEntries(parameterNames.map((name) => [name, make(name)])) as Record<ParameterName, T>;
}

/** The tensors of a snapshot: values and second moments, row-major. */
export function snapshotTensors(shapes: Shapes, values: Values, secondMoments: Values): PolicySnapshot['tensors'] {
  return new Map(
    parameterNames.flatMap((name) => [
      [name, { shape: shapes[name], values: values[name] }] as const,
      [momentKey(name), { shape: shapes[name], values: secondMoments[name] }] as const,
    ]),
  );
}

/** The inverse of `snapshotTensors`. Throws a `RangeError` if a tensor is missing, unknown or of another shape. */
export function tensorsOfSnapshot(
  shapes: Shapes,
  { tensors }: PolicySnapshot,
): { readonly values: Values; readonly secondMoments: Values } {
  if (tensors.size !== 2 * parameterNames.length) throw new RangeError('The snapshot is not of this controller.');
  const valuesOf = (key: string, shape: readonly [number, number]): Float32Array => {
    const stored = tensors.get(key);
    if (stored?.shape.join() !== shape.join() || stored.values.length !== shape[0] * shape[1]) {
      throw new RangeError(`The snapshot has no tensor ${key} of shape ${shape.join('×')}.`);
    }
    return stored.values.slice();
  };
  return {
    values: forEachParameter((name) => valuesOf(name, shapes[name])),
    secondMoments: forEachParameter((name) => valuesOf(momentKey(name), shapes[name])),
  };
}

function momentKey(name: ParameterName): string {
  return `${name}/second-moment`;
}
