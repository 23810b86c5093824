import type { ForeignFormat, NearestArc } from './format.ts';

/** DARTS's names of what the ENAS scripts number; its other operations have no counterpart. */
const enasOperations: Readonly<Record<string, number>> = {
  sep_conv_3x3: 0,
  sep_conv_5x5: 1,
  avg_pool_3x3: 2,
  max_pool_3x3: 3,
  skip_connect: 4,
};

const TERMS_PER_NODE = 2;

/** `Genotype(normal=[('sep_conv_3x3', 1), …], normal_concat=…, reduce=[…], …)` (Liu et al. 2019). */
export const dartsGenotype: ForeignFormat = {
  looks: /\bGenotype\s*\(|\bnormal_concat\b|\breduce_concat\b|\(\s*["'](?:sep|dil)_conv_\dx\d["']\s*,\s*\d+\s*\)/,
  name: 'This is a DARTS genotype',
  advice: 'It is no arc, but its nodes add two terms each, as those of ENAS micro cells do.',
  nearest,
};

function nearest(text: string): NearestArc {
  const cells = ['normal', 'reduce'].flatMap((cell) => {
    const list = new RegExp(`\\b${cell}["']?\\s*[=:]\\s*[[(]([^\\]=]*)`).exec(text)?.[1];
    return list === undefined ? [] : [[...list.matchAll(/["'](\w+)["']\s*,\s*(\d+)/g)]];
  });
  const terms = cells.flat().map(([, operation = '', input = '']) => ({ operation, input }));
  const missing = [...new Set(terms.map(({ operation }) => operation))].filter((id) => !(id in enasOperations));
  if (missing.length > 0) {
    return { arc: null, sentence: `ENAS micro cells have no ${missing.slice(0, 4).join(', ')}.` };
  }
  const even = cells.every((cell) => cell.length > 0 && cell.length % TERMS_PER_NODE === 0);
  if (!even || cells.length === 0) return { arc: null, sentence: 'Its nodes do not have two terms each.' };
  const arc = cells
    .map((cell) => cell.map(([, operation = '', input]) => `${input} ${enasOperations[operation]}`).join(' '))
    .join(' | ');
  return {
    arc,
    sentence: `The nearest ENAS micro cell, which joins only the nodes that nobody reads, is ${arc}.`,
  };
}
