import { examplesKernel } from '../kernel.ts';
import { repeat } from '../wgsl.ts';
import { at, count, words } from '../words.ts';

const entry = words({ images: at('images'), labels: at('labels') });
/** The row of an image in the table of examples. */
const image = words({ row: count });

const WHITE = 255;

/** Words of a row: the pixels, then the class. */
export function imageWords(side: number): number {
  return Math.ceil(side ** 2 / 4) + 1;
}

/** Copies rows of the table: grey values 0 to 1 end to end, and class numbers as floats, four to a vec4. */
export function gatherImages(batch: number, side: number) {
  const area = side ** 2;
  const rowWords = imageWords(side);
  const imageQuads = Math.ceil((batch * area) / 4);
  const labelQuads = Math.ceil(batch / 4);
  const lanes = ['x', 'y', 'z', 'w'];
  const rowOf = (which: string): string => image.word('row', image.start(which));
  const pixel = (lane: number): string => /* wgsl */ `
    let flat${lane} = index * 4u + ${lane}u;
    let image${lane} = min(flat${lane} / ${area}u, ${batch - 1}u);
    let at${lane} = flat${lane} % ${area}u;
    let word${lane} = examples[${rowOf(`image${lane}`)} * ${rowWords}u + at${lane} / 4u];
    values.${lanes[lane]} = f32((word${lane} >> (8u * (at${lane} % 4u))) & 255u) / ${WHITE}.0;`;
  const label = (lane: number): string => /* wgsl */ `
    let of${lane} = min((index - ${imageQuads}u) * 4u + ${lane}u, ${batch - 1}u);
    values.${lanes[lane]} = f32(examples[${rowOf(`of${lane}`)} * ${rowWords}u + ${rowWords - 1}u] & 255u);`;
  return examplesKernel({
    label: `gather ${batch} images ${side}×${side}`,
    entry,
    term: image,
    invocations: imageQuads + labelQuads,
    body: /* wgsl */ `
  var values = vec4f(0);
  if (index < ${imageQuads}u) {
${repeat(4, pixel)}
    arena[images + index] = values;
  } else {
${repeat(4, label)}
    arena[labels + index - ${imageQuads}u] = values;
  }`,
  });
}
