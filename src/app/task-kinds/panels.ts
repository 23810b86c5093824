import type { Component } from 'svelte';
import { taskKindOf } from '../../experiment/task-kind.ts';
import type { TaskKind } from '../../experiment/task-kinds/kinds.ts';
import type { Family } from '../../space/spaces.ts';
import type { Configured } from './kind.ts';
import Pictures from './Pictures.svelte';
import TextPanel from './TextPanel.svelte';

/** A look at the examples of a task. */
export type ExamplesPanel = Component<{
  /** Null until the worker has the data of the settings on the page. */
  about: Configured | null;
}>;

const panels: Readonly<Record<TaskKind, ExamplesPanel>> = { images: Pictures, text: TextPanel };

/** The panel for what a family's networks learn from. */
export function examplesPanelOf(settings: { readonly family: Family }): ExamplesPanel {
  return panels[taskKindOf(settings)];
}
