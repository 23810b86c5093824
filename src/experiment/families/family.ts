import type { Shape } from '../../space/shapes.ts';
import type { SpaceConfig } from '../../space/spaces.ts';
import type { AnyValues, Setting } from '../settings/setting.ts';
import type { TaskKind } from '../task-kinds/kinds.ts';

/**
 * What settings, links, words and the page know of a family of spaces. Its functions take the values of its own
 * settings and of the common ones that they need.
 */
export interface FamilyDescriptor {
  /** Its line in the menu of search spaces. */
  readonly label: string;
  readonly taskKind: TaskKind;
  /** What its architectures are, a graph each. */
  readonly design: 'cell' | 'network';
  /** Settings that only it has, or families that have the same network around what is designed. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Keys of common settings that only families and kinds of task that name them have. */
  readonly uses: readonly string[];
  /** Keys of its settings that memory grows with, to be lowered where a device is too small, the first first. */
  readonly givesWay: readonly string[];
  /** The space and network of these settings on a data set of so many classes. */
  configOf(settings: AnyValues, classes: number): SpaceConfig;
  /** What makes the space of these settings that of a notation's shape, with all operations; maybe out of range. */
  changesFor(shape: Shape, settings: AnyValues): AnyValues;
}
