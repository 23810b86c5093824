import { spaceOf } from '../../src/experiment/build.ts';
import { settingsOfShape } from '../../src/experiment/notation.ts';
import { defaultSettings } from '../../src/experiment/schema.ts';
import type { Shape } from '../../src/space/shapes.ts';
import type { SpaceConfig } from '../../src/space/spaces.ts';
import { inspected } from './families/families.ts';
import type { NetworkWishes } from './order.ts';

/** The space that a notation of this shape is read in: that of the page's defaults but for what is wished otherwise. */
export function configOf(shape: Shape, wishes: NetworkWishes): SpaceConfig {
  return inspected(shape.family).wished(spaceOf(settingsOfShape(shape, defaultSettings)).config, wishes);
}
