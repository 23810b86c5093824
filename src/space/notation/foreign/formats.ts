import { dartsGenotype } from './darts-genotype.ts';
import { enasPyTorch } from './enas-pytorch.ts';
import type { ForeignFormat } from './format.ts';
import { link } from './link.ts';
import { mobileBlocks } from './mobile-blocks.ts';
import { modelCode } from './model-code.ts';
import { nasBench101 } from './nas-bench-101.ts';
import { nasBench201 } from './nas-bench-201.ts';
import { nasBench301 } from './nas-bench-301.ts';
import { nni } from './nni.ts';
import { onceForAll } from './once-for-all.ts';
import { record } from './record.ts';
import { transNasBench } from './transnas-bench.ts';

/** What is recognised where a notation is asked for, mostly notations of others; the first that looks right is it. */
export const foreignFormats: readonly ForeignFormat[] = [
  link,
  record,
  nasBench201,
  nasBench301,
  dartsGenotype,
  nasBench101,
  transNasBench,
  onceForAll,
  nni,
  mobileBlocks,
  enasPyTorch,
  modelCode,
];
