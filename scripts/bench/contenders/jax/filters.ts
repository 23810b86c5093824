import type { StoredTensor } from '../../../../src/supernet/supernet.ts';

/**
 * A shared weight with its channels first: [k, k, Cin, Cout] becomes [Cout, Cin, k, k], depthwise [k, k, C, 1] becomes
 * [C, 1, k, k], and a loose end's rows [C, C] become [C, C, 1, 1]. Others stay as they are.
 */
export function channelsFirst(key: string, { shape, values }: StoredTensor): StoredTensor {
  const looseEnd = /\/output\/node\d+$/.test(key);
  if (shape.length !== 4 && !looseEnd) return { shape, values };
  const [height, width, inputs, outputs] = (looseEnd ? [1, 1, ...shape] : shape) as [number, number, number, number];
  const depthwise = key.endsWith('/depthwise');
  const turned = new Float32Array(values.length);
  for (let pixel = 0; pixel < height * width; pixel++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        turned[(output * inputs + input) * height * width + pixel] = values[
          (pixel * inputs + input) * outputs + output
        ] as number;
      }
    }
  }
  if (!depthwise) return { shape: [outputs, inputs, height, width], values: turned };
  // One output a channel: its only filter index is the channel, which stands first.
  return { shape: [inputs, outputs, height, width], values: turned };
}
