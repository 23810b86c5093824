import { RandomStream } from '../../../src/math/random.ts';
import { createSpace } from '../../../src/space/spaces.ts';
import type { BenchReport } from '../report.ts';
import { benchChildren } from '../subjects/children.ts';
import { engineDevice } from '../subjects/device.ts';
import { firstRows } from '../subjects/examples.ts';
import { openSupernet } from '../subjects/supernets.ts';
import { interleave, type Repeat } from '../timing/rounds.ts';

const CHILDREN = 8;
const IMAGES = 4;
const SEED = 2;

/** Eight uniform children of the default preset: in one plan, and one after the other. */
export async function measureScore(): Promise<NonNullable<BenchReport['score']>> {
  const { config, training } = benchChildren.preset;
  const space = createSpace(config);
  const random = new RandomStream(SEED, 0);
  const children = Array.from({ length: CHILDREN }, () => space.sample(random));
  // A plan for eight would take one child too, but is not what a lone child needs.
  const [eight, one] = [
    await openSupernet({ config, training }, await engineDevice()),
    await openSupernet({ config, training }, await engineDevice()),
  ];
  const batch = firstRows('validation', IMAGES);
  const both = new Map<'together' | 'apart', Repeat>([
    [
      'together',
      async (times) => {
        for (let done = 0; done < times; done++) await eight.score(batch, children);
      },
    ],
    [
      'apart',
      async (times) => {
        for (let done = 0; done < times; done++) {
          for (const child of children) await one.score(batch, [child]);
        }
      },
    ],
  ]);
  for (const repeat of both.values()) await repeat(1);
  const { together, apart } = await interleave(both);
  eight.dispose();
  one.dispose();
  return { together: { ms: together.ms }, apart: { ms: apart.ms } };
}
