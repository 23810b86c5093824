import type { RunHistory } from '../../experiment/history.ts';
import { nearestPreset } from '../../experiment/presets.ts';
import { enasRecurrent } from '../../experiment/presets/enas-recurrent.ts';
import type { RunRecord } from '../../experiment/record.ts';
import { appliesTo } from '../../experiment/schema.ts';
import { unloaded } from '../words/unloaded.ts';
import { Run } from './run.svelte.ts';
import type { Playground } from './playground.svelte.ts';

/** Looks at a run record from a file; a bad file is told in a sentence and changes nothing. */
export async function openFile(app: Playground, file: File): Promise<void> {
  const records = await import('../../experiment/parse-record.ts').catch(() => null);
  if (records === null) {
    app.ui.notice = unloaded;
    return;
  }
  if (file.size > records.MAX_RECORD_CHARACTERS) {
    app.ui.notice = `${file.name} is too long for a run record, so it was not opened. Nothing changed.`;
    return;
  }
  const parsed = records.parseRecord(await file.text());
  if (parsed.ok) {
    lookAt(app, parsed, file.name);
    if (parsed.notes.length > 0) app.ui.notice = `${file.name} is of another version. ${parsed.notes.join(' ')}`;
  } else app.ui.notice = `${file.name} was not opened: ${parsed.sentence} Nothing changed.`;
}

/** Looks at a run that was recorded. */
export function lookAt(
  app: Playground,
  { record, history }: { readonly record: RunRecord; readonly history: RunHistory },
  name: string,
): void {
  const run = Run.fromHistory(record.settings, history, {
    name,
    record,
    adapter: record.adapter,
    seconds: record.counters.seconds,
  });
  app.adopt(nearestPreset(record.settings), record.settings);
  app.look(run);
}

/** Has a network of the kind that reads texts learn one of the person's own, which is then asked for. */
export function openOwnText(app: Playground): void {
  const { draft } = app.settings;
  if (!appliesTo('text', draft)) app.adopt(enasRecurrent, { ...enasRecurrent.settings, text: 'own-text' });
  else if (draft.text !== 'own-text') app.change('text', 'own-text');
}
