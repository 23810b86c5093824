import { printLink } from '../../experiment/link.ts';
import { recordText } from '../../experiment/record-text.ts';
import { addressOf } from './address.ts';
import type { Architecture } from '../../space/space.ts';
import type { Playground } from './playground.svelte.ts';
import { childOf } from './result.ts';

/** The address of this experiment; with the child that the search stands for, if wanted and there is one. */
export function linkOf(app: Playground, withResult: boolean): string {
  const { view } = app;
  const child = withResult ? childToShare(app) : null;
  const { preset, draft } = app.settings;
  if (child === null) return addressOf(printLink(preset, draft));
  return addressOf(printLink(preset, view.settings, view.space.print(child), app.resultOf(child)));
}

/** The child that a link with the result carries: one that was brought, else what the run stands for. */
export function childToShare({ brought, view }: Playground): Architecture | null {
  return brought ?? childOf(view);
}

/** Puts text on the clipboard; false where the browser does not let a page do that. */
export async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Saves the record of the run in view as a file; false where there is no run to save. */
export async function saveRecord(app: Playground): Promise<boolean> {
  const record = app.recorded?.recorded?.record ?? (await app.session.record());
  if (record === null) return false;
  save(recordText(record), `nas-${app.settings.preset.id}-seed-${record.seed}.json`, 'application/json');
  return true;
}

/** Saves the figure as an SVG file of its own; false where none is drawn. */
export async function saveFigure(root: ParentNode, name: string, scheme: 'light' | 'dark'): Promise<boolean> {
  const drawing = root.querySelector<SVGSVGElement>('main.figure svg[viewBox][role="group"], main.figure svg.cell');
  if (drawing === null) return false;
  const { figureFile } = await import('./figure-file.ts');
  save(figureFile(drawing, scheme), `${name}.svg`, 'image/svg+xml');
  return true;
}

/** Hands a text to the person as a file. */
export function save(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const anchor = document.createElement('a');
  anchor.href = url;
  anchor.download = name;
  anchor.click();
  URL.revokeObjectURL(url);
}
