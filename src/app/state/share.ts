import { printLink } from '../../experiment/link.ts';
import { recordText } from '../../experiment/record-text.ts';
import { addressOf } from './address.ts';
import { controllersChild } from './best.ts';
import type { Playground } from './playground.svelte.ts';

/** The address of this experiment; with the child that the search stands for, if wanted and there is one. */
export function linkOf(app: Playground, withResult: boolean): string {
  const { view } = app;
  const child = withResult ? (app.own.architecture ?? controllersChild(view.history)) : null;
  const settings = child === null ? app.settings.draft : view.settings;
  const fragment = printLink(app.settings.preset, settings, child === null ? undefined : view.space.print(child));
  return addressOf(fragment);
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

/** Saves the cell's drawing as an SVG file that carries its own colours; false where none is drawn. */
export function saveFigure(root: ParentNode, name: string): boolean {
  const drawing = root.querySelector<SVGSVGElement>('main.figure svg[viewBox][role="group"], main.figure svg.cell');
  if (drawing === null) return false;
  const copyOf = drawing.cloneNode(true) as SVGSVGElement;
  inlineStyles(drawing, copyOf);
  copyOf.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  save(new XMLSerializer().serializeToString(copyOf), `${name}.svg`, 'image/svg+xml');
  return true;
}

const drawnProperties = [
  'display',
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

function inlineStyles(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const property of drawnProperties) to.setAttribute(property, style.getPropertyValue(property));
  to.removeAttribute('class');
  [...from.children].forEach((child, index) => {
    const other = to.children[index];
    if (other !== undefined) inlineStyles(child, other);
  });
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
