import { examplesKernel } from '../../kernel.ts';
import { repeat } from '../../wgsl.ts';
import { at, count, words } from '../../words.ts';
import { GROUP, groupCount, type RecurrentShape } from './shape.ts';

const entry = words({ characters: at('characters') });
/** The row of a window in the table of examples. */
const textWindow = words({ row: count });

/** Words of a row: `steps` characters and the one after them, a byte each. */
export function windowWords(steps: number): number {
  return Math.ceil((steps + 1) / 4);
}

/** Copies rows of the table: a vec4 of character numbers for each group and step, one more step than is read. */
export function gatherCharacters(shape: RecurrentShape) {
  const { batch, steps } = shape;
  const lane = (i: number): string => /* wgsl */ `
  let window${i} = ${textWindow.start(`min(lot * ${GROUP}u + ${i}u, ${batch - 1}u)`)};
  let row${i} = ${textWindow.word('row', `window${i}`)} * ${windowWords(steps)}u;
  let symbol${i} = (examples[row${i} + step / 4u] >> (8u * (step % 4u))) & 255u;`;
  return examplesKernel({
    label: `gather ${batch} windows of ${steps}`,
    entry,
    term: textWindow,
    invocations: groupCount(shape) * (steps + 1),
    body: /* wgsl */ `
  let lot = index / ${steps + 1}u;
  let step = index % ${steps + 1}u;
${repeat(GROUP, lane)}
  arena[characters + index] = vec4f(vec4u(symbol0, symbol1, symbol2, symbol3));`,
  });
}
