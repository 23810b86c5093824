import type { Architecture } from '../../space/space.ts';
import type { DerivedEvent, WeightsEvent } from '../events.ts';
import type { SettingKey, Settings } from '../settings.ts';

/** What one study's parts are made of. */
export interface StudyTypes {
  readonly event: object;
  /** What it is asked to do, as plain data. */
  readonly options: object;
  /** What it has come to. */
  readonly outcome: object;
}

/** What of a run a study is offered by. */
export interface StudyGrounds {
  readonly weights: readonly WeightsEvent[];
  readonly derived: readonly DerivedEvent[];
}

/** A line of progress for the command line; one that is `passing` is worth a line only after a long silence. */
export interface StudyLine {
  readonly text: string;
  readonly passing: boolean;
}

/** Work beside a search on what it has come to: a file with one of these here, and its runner in `search/studies`. */
export interface Study<T extends StudyTypes> {
  /** What a run is doing while it goes on, in a word. */
  readonly label: string;
  /**
   * What is said where it goes on, from what is done already, after its device was lost; null where losing the device
   * ends it.
   */
  readonly resumed: string | null;
  /** Children that the options name. */
  childrenOf(options: T['options']): readonly Architecture[];
  /** What it is asked to do after a run as far as that has come, with a person's own children; null where it cannot be. */
  optionsFor(grounds: StudyGrounds, own: readonly Architecture[]): T['options'] | null;
  /** Why it cannot be done, as one sentence; null where it can. */
  waitsFor(settings: Settings, grounds: StudyGrounds, options: T['options'] | null): string | null;
  /** The outcome before its first event. */
  readonly nothing: T['outcome'];
  /** The outcome with one more event in it. */
  add(outcome: T['outcome'], event: T['event']): T['outcome'];
  /** How far an event says that it is, from 0 to 1. */
  shareOf(event: T['event']): number;
  /** Its option of the command line; with a setting, the option gives that its value. */
  readonly command: {
    readonly option: string;
    readonly setting: SettingKey | null;
    readonly help: string;
    /** What the settings lack for it, as in “needs …”; null where they lack nothing. */
    readonly needs: (settings: Settings) => string | null;
  };
  /** What an event says on the command line. */
  linesOf(event: T['event'], settings: Settings): readonly StudyLine[];
}

/** A line that is always told. */
export const told = (text: string): StudyLine => ({ text, passing: false });

/** A line that is told only where nothing was for long. */
export const passing = (text: string): StudyLine => ({ text, passing: true });
