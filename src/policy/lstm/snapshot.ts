import type { PolicySnapshot } from '../policy.ts';
import { type ParameterName, parameterNames } from './parameters.ts';
import { forEachOf } from './controller.ts';

type Shapes<Name extends string> = Readonly<Record<Name, [number, number]>>;
type Values<Name extends string> = Readonly<Record<Name, Float32Array>>;

/** Something for each of the tensors of the micro controller. */
export function forEachParameter<T>(make: (name: ParameterName) => T): Record<ParameterName, T> {
  return forEachOf(parameterNames, make);
}

/** The tensors of a snapshot: values and second moments, row-major. */
export function snapshotTensors<Name extends string>(
  shapes: Shapes<Name>,
  values: Values<Name>,
  secondMoments: Values<Name>,
): PolicySnapshot['tensors'] {
  return new Map(
    (Object.keys(shapes) as Name[]).flatMap((name) => [
      [name, { shape: shapes[name], values: values[name] }] as const,
      [momentKey(name), { shape: shapes[name], values: secondMoments[name] }] as const,
    ]),
  );
}

/** The inverse of `snapshotTensors`. Throws a `RangeError` if a tensor is missing, unknown or of another shape. */
export function tensorsOfSnapshot<Name extends string>(
  shapes: Shapes<Name>,
  { tensors }: PolicySnapshot,
): { readonly values: Values<Name>; readonly secondMoments: Values<Name> } {
  const names = Object.keys(shapes) as Name[];
  if (tensors.size !== 2 * names.length) throw new RangeError('The snapshot is not of this controller.');
  const valuesOf = (key: string, shape: readonly [number, number]): Float32Array => {
    const stored = tensors.get(key);
    if (stored?.shape.join() !== shape.join() || stored.values.length !== shape[0] * shape[1]) {
      throw new RangeError(`The snapshot has no tensor ${key} of shape ${shape.join('×')}.`);
    }
    return stored.values.slice();
  };
  return {
    values: forEachOf(names, (name) => valuesOf(name, shapes[name])),
    secondMoments: forEachOf(names, (name) => valuesOf(momentKey(name), shapes[name])),
  };
}

function momentKey(name: string): string {
  return `${name}/second-moment`;
}
