import * as v from 'valibot';
import { capital } from './capital.ts';
import { type ComparisonRecord, looksLikeComparison, parseComparison } from './comparison-record.ts';
import type { RunHistory } from './history.ts';
import { parseRecord } from './parse-record.ts';
import type { RunRecord } from './record.ts';
import { type BrowserStore, whyUnkept } from './storage.ts';

export type KeptContent =
  | { readonly kind: 'run'; readonly record: RunRecord; readonly history: RunHistory }
  | { readonly kind: 'comparison'; readonly record: ComparisonRecord };

/** Something that a person kept. */
export interface Kept {
  /** Its key; later ones come later in order. */
  readonly id: string;
  readonly name: string;
  /** Which of `KEPT_COLOURS` it is drawn in. */
  readonly colour: number;
  /** The record as a file would have it. */
  readonly text: string;
  /** What it holds, or why it cannot be read, as one sentence. */
  readonly content: KeptContent | { readonly kind: 'damaged'; readonly sentence: string };
}

/** Colours that runs are told apart by. */
const KEPT_COLOURS = 6;
export const MAX_NAME_LENGTH = 60;

const entrySchema = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_NAME_LENGTH)),
  colour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(KEPT_COLOURS - 1)),
  text: v.string(),
});

/** Reads a record of either kind. */
export function contentOf(text: string): Kept['content'] {
  if (looksLikeComparison(text)) {
    const parsed = parseComparison(text);
    return parsed.ok ? { kind: 'comparison', record: parsed.record } : { kind: 'damaged', sentence: parsed.sentence };
  }
  const parsed = parseRecord(text);
  return parsed.ok
    ? { kind: 'run', record: parsed.record, history: parsed.history }
    : { kind: 'damaged', sentence: parsed.sentence };
}

/** Everything that is kept, oldest first; what is damaged is among it and says so. Rejects where nothing can be read. */
export async function loadKept(store: BrowserStore): Promise<Kept[]> {
  const kept: Kept[] = [];
  for (const id of [...(await store.keys())].sort()) kept.push(readEntry(id, await store.get(id)));
  return kept;
}

function readEntry(id: string, value: unknown): Kept {
  const damaged = (text: string): Kept => ({
    id,
    name: 'damaged',
    colour: 0,
    text,
    content: { kind: 'damaged', sentence: 'What the browser kept here cannot be read.' },
  });
  if (typeof value !== 'string') return damaged('');
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    return damaged(value);
  }
  const entry = v.safeParse(entrySchema, json);
  return entry.success ? { id, ...entry.output, content: contentOf(entry.output.text) } : damaged(value);
}

/** Keeps or replaces an entry; a sentence where the browser did not. */
export async function putKept(store: BrowserStore, { id, name, colour, text }: Kept): Promise<string | null> {
  try {
    await store.put(id, JSON.stringify({ name, colour, text }));
    return null;
  } catch (error) {
    const full = error instanceof Error && error.name === 'QuotaExceededError';
    return full
      ? `The browser’s storage is full, so “${name}” is not kept; export it as a file, or delete others first.`
      : `${capital(whyUnkept(error))}, so “${name}” is gone with this visit; export it as a file.`;
  }
}

/** Why nothing that was kept could be read, and what that means. */
export function unreadSentence(error: unknown): string {
  return `${capital(whyUnkept(error))}: what is kept lasts until the page is closed.`;
}

/** The key and colour of one more entry; `unique` keeps apart what two windows keep at the same place. */
export function nextPlace(kept: readonly Pick<Kept, 'id' | 'colour'>[], unique: string): Pick<Kept, 'id' | 'colour'> {
  const last = Math.max(0, ...kept.map(({ id }) => Number.parseInt(id, 10)).filter(Number.isSafeInteger));
  const uses = Array.from({ length: KEPT_COLOURS }, (_, colour) => kept.filter((one) => one.colour === colour).length);
  return { id: `${String(last + 1).padStart(6, '0')}-${unique}`, colour: uses.indexOf(Math.min(...uses)) };
}

/** Tells apart what two windows keep at the same place. `crypto.randomUUID` is for safe origins alone; this is not. */
export function uniqueName(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(16).padStart(8, '0')).join('');
}
