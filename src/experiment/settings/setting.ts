/** What a line of the settings table may be. */

export type SettingGroup = 'task' | 'space' | 'weights' | 'strategy' | 'derive' | 'retrain' | 'compare';

interface SettingBase {
  /** Name in links and on the command line. Never reused for another meaning. */
  readonly link: string;
  readonly group: SettingGroup;
  readonly label: string;
  /** One sentence: what it does, as a person would ask. */
  readonly hint: string;
  /** Shown only on request; the rest is always in view. */
  readonly advanced?: boolean;
}
export interface NumberSetting extends SettingBase {
  readonly kind: 'integer' | 'real';
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly scale?: 'linear' | 'log';
  readonly unit?: string;
}
interface Option<T extends string = string> {
  readonly value: T;
  readonly label: string;
}
export interface ChoiceSetting<T extends string = string> extends SettingBase {
  readonly kind: 'choice';
  readonly default: T;
  readonly options: readonly Option<T>[];
}
export interface SwitchSetting extends SettingBase {
  readonly kind: 'switch';
  readonly default: boolean;
}
export interface SetSetting<T extends string = string> extends SettingBase {
  readonly kind: 'set';
  readonly default: readonly T[];
  readonly options: readonly Option<T>[];
}
export type Setting = NumberSetting | ChoiceSetting | SwitchSetting | SetSetting;

type ValueOf<S> = S extends NumberSetting
  ? number
  : S extends SwitchSetting
    ? boolean
    : S extends SetSetting<infer T>
      ? readonly T[]
      : S extends ChoiceSetting<infer T>
        ? T
        : never;

/** One value for every setting of a table. */
export type ValuesOf<Table> = { readonly [K in keyof Table]: ValueOf<Table[K]> };

/** Values of whichever settings. */
export type AnyValues = Readonly<Record<string, unknown>>;

type IntersectionOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** The settings of several tables in one; a setting may stand in more than one of them. */
export function joined<Table extends Readonly<Record<string, Setting>>>(tables: readonly Table[]) {
  return Object.assign({}, ...tables) as IntersectionOf<Table>;
}

/** A number; whole unless `kind` says otherwise. */
export const number = (setting: Omit<NumberSetting, 'kind'> & { kind?: 'integer' | 'real' }): NumberSetting => ({
  kind: 'integer',
  ...setting,
});
/** One of several. Generic in the options, not in T: a table's `satisfies` would widen T to string. */
export const choice = <const O extends readonly Option[]>(
  setting: SettingBase & { readonly default: O[number]['value']; readonly options: O },
): ChoiceSetting<O[number]['value']> => ({ kind: 'choice', ...setting });
/** On or off. */
export const flag = (setting: Omit<SwitchSetting, 'kind'>): SwitchSetting => ({ kind: 'switch', ...setting });
/** Some of several, at least one. */
export const subset = <T extends string>(setting: Omit<SetSetting<T>, 'kind'>): SetSetting<T> => ({
  kind: 'set',
  ...setting,
});
