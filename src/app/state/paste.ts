import { fragmentOf } from '../../experiment/parse-link.ts';
import { MAX_NOTATION_CHARACTERS, readPasted } from '../../space/notation/pasted.ts';
import type { Comparing } from './comparing.svelte.ts';
import { readNotation } from './notation.ts';
import { openFile } from './open.ts';
import { openLink } from './open-link.ts';
import type { Playground } from './playground.svelte.ts';

/** Text pasted or dropped on the page: a link or a notation is opened, all else is told in one sentence. */
export function pasteText(app: Playground, text: string): void {
  if (text.length > MAX_NOTATION_CHARACTERS) {
    const characters = text.length.toLocaleString('en');
    app.ui.notice = `The pasted text has ${characters} characters: too many for a notation or a link. Nothing changed.`;
  } else if (isLink(text)) {
    if (fragmentOf(text) === '') app.ui.notice = 'The pasted address has no settings in it, so nothing changed.';
    else openLink(app, text);
  } else if (isNotation(app, text)) app.ui.notation = text;
  else {
    app.ui.notice =
      'The pasted text is no notation of a child and no link, so nothing changed. N opens the window for notations.';
  }
}

/** An address, as it is or as other programs hand it on, or a fragment alone. */
function isLink(text: string): boolean {
  return /^[\s<("'“‘]*(?:https?:\/\/\S|#\S*=)/i.test(text);
}

function isNotation(app: Playground, text: string): boolean {
  const pasted = readPasted(text);
  return pasted.kind !== 'arc' || isMeant(pasted.arc) || !['wrong', 'begun'].includes(readNotation(app, text).kind);
}

/** Whether what is left without its surroundings is meant as numbers: at least four, and more of them than words. */
function isMeant(arc: string): boolean {
  const numbers = arc.match(/(?<!\S)\d+(?!\S)/g)?.length ?? 0;
  const words = arc.match(/\p{L}+/gu)?.length ?? 0;
  return numbers >= 4 && words < numbers;
}

/** What was dropped on the page. */
export interface Dropped {
  readonly files: readonly File[];
  /** A folder is among the files. */
  readonly folder: boolean;
  /** Text that was dragged, or an address. */
  readonly text: string;
}

/** Opens a dropped record, comparison, link or notation; one sentence says why where it does not. */
export async function takeDropped(
  app: Playground,
  comparing: Comparing,
  { files, folder, text }: Dropped,
): Promise<void> {
  const [file] = files;
  if (folder) app.ui.notice = 'A folder cannot be opened; drop the file of one run or comparison.';
  else if (files.length > 1) app.ui.notice = `${files.length} files were dropped; drop one at a time.`;
  else if (file === undefined) {
    if (text === '') app.ui.notice = 'Nothing was dropped that can be opened: drop the file of a run or a comparison.';
    else pasteText(app, text);
  } else if (file.size === 0) app.ui.notice = `${file.name} is empty, so it was not opened. Nothing changed.`;
  else {
    try {
      await openDropped(app, comparing, file);
    } catch {
      app.ui.notice = `${file.name} could not be read, so it was not opened. Nothing changed.`;
    }
  }
}

async function openDropped(app: Playground, comparing: Comparing, file: File): Promise<void> {
  const [{ looksLikeComparison }, { MAX_RECORD_CHARACTERS }] = await Promise.all([
    import('../../experiment/comparison-record.ts'),
    import('../../experiment/parse-record.ts'),
  ]);
  if (file.size > MAX_RECORD_CHARACTERS || !looksLikeComparison(await file.slice(0, 200).text()))
    return openFile(app, file);
  app.ui.results = 'compare';
  return comparing.import(file);
}
