import type { CommonSettings } from '../settings/common.ts';
import { joined } from '../settings/setting.ts';
import { enas } from './enas.ts';
import { evolution } from './evolution.ts';
import { localSearch } from './local-search.ts';
import type { Method } from './method.ts';
import { randomScratch } from './random-scratch.ts';
import { randomShared } from './random-shared.ts';
import { reinforceScratch } from './reinforce-scratch.ts';

/** Every search method by its id, in the order of the menu: one file and one line each. */
const table = {
  enas,
  'random-shared': randomShared,
  'random-scratch': randomScratch,
  evolution,
  'reinforce-scratch': reinforceScratch,
  'local-search': localSearch,
} as const satisfies Record<string, Method>;

export type MethodId = keyof typeof table;

/** What is searched with where nothing else is chosen. */
export const defaultMethod = 'enas' satisfies MethodId;

export const methods: Readonly<Record<MethodId, Method>> = table;
export const methodIds = Object.keys(table) as readonly MethodId[];

/** For menus. */
export const methodOptions = methodIds.map((value) => ({ value, label: methods[value].label }));

/** The settings of all methods, each once. */
export const methodSettings = joined(Object.values(table).map(({ settings }) => settings));

/** Settings that name a method. */
interface Named {
  readonly strategy: MethodId;
}

export function methodOf({ strategy }: Named): Method {
  return methods[strategy];
}

/** Whether children are scored on weights that they share; otherwise each is trained alone. */
export function sharesWeights(settings: Named & CommonSettings): boolean {
  return methodOf(settings).shares(settings);
}

/** Whether a shared-weight step of a round trains uniform children; in the warm-up each does. */
export function trainsOnUniform(settings: Named & CommonSettings): boolean {
  return methodOf(settings).trainsOnUniform(settings);
}

/** Whether a setting is of this method or of none. */
export function isOfMethod(key: string, { strategy }: Named): boolean {
  return Object.hasOwn(methods[strategy].settings, key) || !Object.hasOwn(methodSettings, key);
}
