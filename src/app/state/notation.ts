import { settingsForNotation } from '../../experiment/notation.ts';
import type { Settings } from '../../experiment/settings.ts';
import { readPasted } from '../../space/notation/pasted.ts';
import type { Architecture } from '../../space/space.ts';
import type { Playground } from './playground.svelte.ts';

/** What a typed or pasted notation is to the page. */
export type Reading =
  | { readonly kind: 'empty' }
  /** A child of the space in view. */
  | { readonly kind: 'child'; readonly architecture: Architecture }
  /** A child of another space, which these settings give. */
  | { readonly kind: 'elsewhere'; readonly settings: Settings; readonly arc: string }
  /** A notation of another kind of space; `arc` is the nearest one here, if any. */
  | { readonly kind: 'foreign'; readonly sentence: string; readonly arc: string | null }
  | { readonly kind: 'wrong'; readonly position: number; readonly reason: string };

/** Reads a notation in the space in view, else in one that the settings can give. */
export function readNotation(app: Playground, text: string): Reading {
  if (text.trim() === '') return { kind: 'empty' };
  const pasted = readPasted(text);
  if (pasted.kind === 'foreign') return pasted;
  if (pasted.kind === 'refused') return { kind: 'wrong', position: pasted.position, reason: pasted.sentence };
  const { space, settings } = app.view;
  const { arc } = pasted;
  const result = space.parse(arc);
  if (result.ok) return { kind: 'child', architecture: result.architecture };
  const other = settingsForNotation(arc, settings);
  return other === null
    ? { kind: 'wrong', position: result.position, reason: result.reason }
    : { kind: 'elsewhere', settings: other, arc };
}

/** Shows the child as the person's own; one of another space starts a fresh run of that space. */
export function showNotation(app: Playground, text: string): void {
  const reading = readNotation(app, text);
  if (reading.kind === 'elsewhere') {
    app.leaveRecording();
    app.adopt(app.settings.preset, reading.settings);
    if (app.session.run.begun) app.startOver();
    const result = app.view.space.parse(reading.arc);
    if (result.ok) app.own.show(result.architecture, true);
  } else if (reading.kind === 'child') {
    const live = app.recorded === null;
    if (live && app.session.running) app.session.pause();
    app.own.show(reading.architecture, live);
  }
}
