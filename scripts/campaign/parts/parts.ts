import type { PagePart, TextPart } from '../part.ts';
import { args } from './arguments.ts';
import { commands } from './commands.ts';
import { comparisons } from './comparisons.ts';
import { devices } from './devices.ts';
import { links } from './links.ts';
import { notations } from './notations.ts';
import { records } from './records.ts';
import { reloads } from './reloads.ts';
import { storage } from './storage.ts';
import { texts } from './texts.ts';

/** All kinds of trials: on texts in Node, then on the page. */
export const textParts: readonly TextPart[] = [links, records, comparisons, notations, texts, args];
export const pageParts: readonly PagePart[] = [commands, storage, reloads, devices];
