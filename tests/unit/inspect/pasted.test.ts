import { describe, expect, test } from 'vitest';
import { readOrder } from '../../../scripts/inspect/order.ts';
import { NotationError, readChild } from '../../../scripts/inspect/read.ts';
import { MAX_NOTATION_CHARACTERS, readPasted } from '../../../src/space/notation/pasted.ts';
import { macroArc, microArc, recurrentArc } from './arcs.ts';

function canonical(notation: string): string {
  const order = readOrder([notation]);
  if (order === 'help') throw new Error('This asks for help.');
  const { space, architecture } = readChild(order);
  return space.print(architecture);
}

const macro = macroArc.replaceAll('\n', ' ');
const [normal = '', reduction = ''] = microArc.split(' | ');
const listed = (arc: string): string => `[${arc.replaceAll(' ', ', ')}]`;
const layers = macroArc.split('\n');

describe('an arc is read out of what surrounds it', () => {
  test.each([
    ['the variable of the script, one line', `fixed_arc="${recurrentArc}"`, recurrentArc],
    ['two lines', `fixed_arc="${normal}"\nfixed_arc="$fixed_arc ${reduction}"`, microArc],
    [
      'two lines, in braces and Windows line ends',
      `fixed_arc="${normal}"\r\nfixed_arc="\${fixed_arc} ${reduction}"\r\n`,
      microArc,
    ],
    ['appended', `fixed_arc='${normal}'\nfixed_arc+=' ${reduction}'`, microArc],
    ['a line a layer', layers.map((l, i) => `fixed_arc="${i > 0 ? '$fixed_arc ' : ''}${l}"`).join('\n'), macro],
    ['assigned anew: the last one counts', `fixed_arc="0 1 2 3"\nfixed_arc="${recurrentArc}"`, recurrentArc],
    [
      'the whole script',
      `#!/bin/bash\n\nexport PYTHONPATH="$(pwd)"\n\n# 55.8\nfixed_arc="${recurrentArc}"\n\npython src/ptb/main.py \\\n  --num_layers=1 \\\n  --child_lr="20.0" \\\n  --child_fixed_arc="\${fixed_arc}" \\\n  --seed="1000"\n`,
      recurrentArc,
    ],
    ['spread over lines that go on', `fixed_arc="${normal} \\\n  ${reduction}"`, microArc],
    [
      'after a comment with numbers',
      `# epoch 12, accuracy 0.83\nfixed_arc="${recurrentArc}"  # 23 numbers`,
      recurrentArc,
    ],
    ['quotes of a word processor', `fixed_arc=“${recurrentArc}”`, recurrentArc],
    ['an argument of a script', `--child_fixed_arc="${recurrentArc}"`, recurrentArc],
    ['unquoted', `fixed_arc=${recurrentArc}`, recurrentArc],
    ['as JSON', `{"epoch": 3, "arc": ${listed(recurrentArc)}, "val_acc": 0.81}`, recurrentArc],
    ['as JSON text', `{"epoch": "3", "child": "${microArc}", "seed": "17"}`, microArc],
    ['a log of two lists and a score', `[${normal}]\n[${reduction}]\nval_acc=0.7812\n--------`, microArc],
    ['numpy lists that wrap', `[${normal.slice(0, 19)}\n ${normal.slice(20)}]\n[${reduction}]`, microArc],
    ['a log of a list a layer', `${layers.map((l) => `[${l}]`).join('\n')}\nval_acc=0.7500\n---`, macro],
    ['labels', `Normal cell: ${normal}\nReduction cell: ${reduction}`, microArc],
    ['labelled lists', `normal_arc: ${listed(normal)}, reduce_arc: ${listed(reduction)}`, microArc],
    ['Python', `arc_normal, arc_reduce = ${listed(normal)}, ${listed(reduction)}`, microArc],
    ['arrays', `np.array([${normal.replaceAll(' ', ', ')}], dtype=int32), np.array(${listed(reduction)})`, microArc],
    ['a tensor', `tensor([${listed(recurrentArc)}], device='cuda:0', dtype=torch.int64)`, recurrentArc],
    ['pairs', '[(0, 1), (1, 2), (0, 0), (2, 3)]', '0 1 1 2 0 0 2 3'],
    ['a logger', `2019-03-01 12:34:56,789 INFO step 40 arc: [${recurrentArc}]`, recurrentArc],
    ['scores before and after', `seed=7 loss: 2.41 arc: ${recurrentArc} val_ppl: 57.3`, recurrentArc],
    ['layers by name', `layer 1: 0\nlayer 2: 3 0\nlayer 3: 0 1 0\nacc: 0.8`, '0 3 0 0 1 0'],
    ['a prompt and a command', `$ npm run -s inspect -- '${microArc}' --layers 6 --image 28x28`, microArc],
    ['the line of an inspection', `canonical      ${microArc}`, microArc],
    ['a code block', `\`\`\`text\n${microArc}\n\`\`\``, microArc],
    ['a quotation', `> ${normal}\n> ${reduction}`, microArc],
    ['odd spaces and bars', `\ufeff${microArc.replace('|', '｜').replaceAll(' ', '\u00a0')}\u200b`, microArc],
    ['full-width digits', microArc.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))), microArc],
  ])('%s', (_, text, arc) => {
    expect(canonical(text)).toBe(arc);
  });

  test('what is blank around it leaves every position what it was', () => {
    const text = `fixed_arc="${normal}"\nfixed_arc="$fixed_arc ${reduction.replace('3', '9')}"`;
    expect(readPasted(text)).toMatchObject({
      kind: 'arc',
      arc: expect.objectContaining({ length: text.length }) as string,
    });
    expect(() => canonical(text)).toThrow(expect.objectContaining({ position: text.indexOf('9') }));
  });
});

describe('what is no one arc is named', () => {
  const two = `[${normal}]\n[${reduction}]\nval_acc=0.78\n[${reduction}]\n[${normal}]\nval_acc=0.71`;
  test.each([
    ['several children of a log', two, two.indexOf('val') + 'val_acc=0.78\n'.length, /^These are 2 notations/],
    ['a number with a point among them', '0 1 0.5 1 0 1 1 0', 5, /“\.” does not belong/],
    ['a word among them', '0 1 sep3 1 | 0 1 0 1', 4, /“s” does not belong/],
    ['a minus', '0 1 -1 1 0 1 0 1', 4, /“-” does not belong/],
    [
      'more than there can be',
      '0 '.repeat(500_000),
      MAX_NOTATION_CHARACTERS,
      /at most 20,000 characters; this text has 1,000,000/,
    ],
  ])('%s', (_, text, position, reason) => {
    const read = () => canonical(text);
    expect(read).toThrow(NotationError);
    expect(read).toThrow(expect.objectContaining({ position, message: expect.stringMatching(reason) as string }));
  });

  test.each([
    ['nothing but words', 'hello, world', /holds no number/],
    ['a score alone', 'val_acc=0.78', /holds no number/],
    [
      'NAS-Bench-201',
      '|nor_conv_3x3~0|+|none~0|skip_connect~1|+|avg_pool_3x3~0|nor_conv_1x1~1|none~2|',
      /NAS-Bench-201/,
    ],
    ['NAS-Bench-101', "ModelSpec([[0,1],[0,0]], ['input','conv3x3-bn-relu','output'])", /NAS-Bench-101/],
    [
      'NAS-Bench-301',
      "Configuration:\n  NetworkSelectorDatasetInfo:darts:edge_normal_0, Value: 'skip_connect'",
      /NAS-Bench-301/,
    ],
    ['TransNAS-Bench', '64-41414-1_02_333', /TransNAS-Bench-101/],
    ['once-for-all', "{'ks': [7, 5, 3, 3], 'e': [6, 4, 4, 3], 'd': [2, 3, 4, 2, 3], 'r': [224]}", /once-for-all/],
    ['EfficientNet', 'r1_k3_s11_e1_i32_o16_se0.25', /mobile inverted blocks/],
    ['NNI', '{"normal/op_2_0": "sep_conv_3x3", "normal/input_2_0": 0}', /NNI/],
    ['a PyTorch dag', "defaultdict(list, {-1: [Node(id=0, name='tanh')]})", /PyTorch versions of ENAS/],
    ['a link', 'http://localhost:4173/#v=1&preset=quick-tour', /link of this page/],
    ['a record', '{"schema":2,"curves":{}}', /record of a run/],
    ['a model', 'nn.Sequential(nn.Conv2d(3, 16, 3))', /network of another framework/],
  ])('%s', (_, text, sentence) => {
    expect(() => canonical(text)).toThrow(sentence);
    expect(() => canonical(text)).not.toThrow(NotationError);
  });
});

describe('a DARTS genotype', () => {
  const genotype = (op: string): string =>
    `DARTS_V2 = Genotype(normal=[('sep_conv_3x3', 0), ('sep_conv_5x5', 1), ('skip_connect', 2), ('${op}', 0)], ` +
    `normal_concat=[2, 3], reduce=[('max_pool_3x3', 0), ('avg_pool_3x3', 1), ('skip_connect', 2), ('max_pool_3x3', 0)], reduce_concat=[2, 3])`;

  test('is named, with the nearest ENAS cell, which can be read', () => {
    const reading = readPasted(genotype('max_pool_3x3'));
    const arc = '0 0 1 1 2 4 0 3 | 0 3 1 2 2 4 0 3';
    expect(reading).toMatchObject({ kind: 'foreign', arc, sentence: expect.stringContaining(arc) as string });
    expect(canonical(arc)).toBe(arc);
  });

  test('with operations that ENAS has not: they are named', () => {
    const reading = readPasted(genotype('dil_conv_3x3'));
    expect(reading).toMatchObject({ arc: null, sentence: expect.stringContaining('no dil_conv_3x3') as string });
  });
});

test('a megabyte is refused, and the longest that is read takes no time to speak of', () => {
  const hardest = ['0 ', '[', '"', 'a=', '|', '$x', "('", '# ', 'a ', '=', '\\', '0.'].map((part) =>
    part.repeat(MAX_NOTATION_CHARACTERS / part.length),
  );
  const time = (read: () => void): number => {
    const before = performance.now();
    read();
    return performance.now() - before;
  };
  const megabytes = ['0 '.repeat(500_000), 'x'.repeat(1_000_000)];
  const refuse = () => megabytes.forEach((text) => expect(readPasted(text).kind).toBe('refused'));
  // The quickest of three: other work on the machine is not what is measured.
  expect(Math.min(...[1, 2, 3].map(() => time(refuse)))).toBeLessThan(50);
  // A twentieth of a second each on a quiet machine; what looks back again and again would take minutes.
  expect(time(() => hardest.forEach((text) => readPasted(text)))).toBeLessThan(10_000);
});
