import { MAX_NOTATION_CHARACTERS, readPasted } from '../../space/notation/pasted.ts';
import { readNotation } from './notation.ts';
import type { Playground } from './playground.svelte.ts';

/** Text pasted on the page that is no link: a notation opens its window, all else is told in one sentence. */
export function pasteText(app: Playground, text: string): void {
  if (text.length > MAX_NOTATION_CHARACTERS) {
    const characters = text.length.toLocaleString('en');
    app.ui.notice = `The pasted text has ${characters} characters: too many for a notation or a link. Nothing changed.`;
    return;
  }
  const pasted = readPasted(text);
  if (pasted.kind !== 'arc' || isMeant(pasted.arc) || readNotation(app, text).kind !== 'wrong') {
    app.ui.notation = text;
  } else {
    app.ui.notice =
      'The pasted text is no notation of a child and no link, so nothing changed. N opens the window for notations.';
  }
}

/** Whether what is left without its surroundings is meant as numbers: at least four, and more of them than words. */
function isMeant(arc: string): boolean {
  const numbers = arc.match(/(?<!\S)\d+(?!\S)/g)?.length ?? 0;
  const words = arc.match(/\p{L}+/gu)?.length ?? 0;
  return numbers >= 4 && words < numbers;
}
