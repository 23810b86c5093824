import { spaceOf } from '../../experiment/build.ts';
import { settingsForNotation } from '../../experiment/notation.ts';
import type { Settings } from '../../experiment/settings.ts';
import { readPasted } from '../../space/notation/pasted.ts';
import type { Architecture, Space } from '../../space/space.ts';
import type { Playground } from './playground.svelte.ts';

/** What is drawn of a notation: the choices read so far, of the numbers in `arc`. */
export interface Drawn {
  readonly space: Space;
  readonly choices: Architecture;
  readonly arc: string;
}

/** What a typed or pasted notation is to the page. */
export type Reading =
  | { readonly kind: 'empty' }
  /** A child of the space in view. */
  | { readonly kind: 'child'; readonly drawn: Drawn }
  /** The beginning of one: nothing is wrong, but numbers are missing. */
  | { readonly kind: 'begun'; readonly drawn: Drawn }
  /** A child of another space, which these settings give; `begun` where it is the beginning of one of the space in view, too. */
  | { readonly kind: 'elsewhere'; readonly settings: Settings; readonly drawn: Drawn; readonly begun: Drawn | null }
  /** A notation of another kind of space; `arc` is the nearest one here, if any. */
  | { readonly kind: 'foreign'; readonly sentence: string; readonly arc: string | null }
  /** `drawn` is what comes before the fault; null where no numbers were found. */
  | { readonly kind: 'wrong'; readonly position: number; readonly reason: string; readonly drawn: Drawn | null };

/** Reads a notation in the space in view, else in one that the settings can give. */
export function readNotation(app: Playground, text: string): Reading {
  if (text.trim() === '') return { kind: 'empty' };
  const pasted = readPasted(text);
  if (pasted.kind === 'foreign') return pasted;
  if (pasted.kind === 'refused') {
    return { kind: 'wrong', position: pasted.position, reason: pasted.sentence, drawn: null };
  }
  const { space, settings } = app.view;
  const { arc } = pasted;
  const result = space.parse(arc);
  if (result.ok) return { kind: 'child', drawn: { space, choices: result.architecture, arc } };
  const drawn = { space, choices: result.read, arc };
  const begun = result.position === arc.length && result.read.length > 0 ? drawn : null;
  const other = settingsForNotation(arc, settings);
  if (other !== null) {
    const there = spaceOf(other);
    const read = there.parse(arc);
    const child = { space: there, arc };
    if (read.ok) return { kind: 'elsewhere', settings: other, drawn: { ...child, choices: read.architecture }, begun };
  }
  if (begun !== null) return { kind: 'begun', drawn };
  return { kind: 'wrong', position: result.position, reason: result.reason, drawn };
}

/** Shows the child as the person's own; one of another space starts a fresh run of that space. */
export function showNotation(app: Playground, text: string): void {
  const reading = readNotation(app, text);
  if (reading.kind === 'elsewhere') {
    app.leaveRecording();
    app.adopt(app.settings.preset, reading.settings);
    if (app.session.run.begun) app.startOver();
    const result = app.view.space.parse(reading.drawn.arc);
    if (result.ok) app.own.show(result.architecture, true);
  } else if (reading.kind === 'child') {
    const live = app.recorded === null;
    if (live && app.session.running) app.session.pause();
    app.own.show(reading.drawn.choices, live);
  }
}
