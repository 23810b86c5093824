import { settingsTable } from '../../experiment/settings.ts';

/** An operation's name as the settings table writes it. */
export const operationLabels: ReadonlyMap<string, string> = new Map(
  [
    ...settingsTable.operations.options,
    ...settingsTable.layerOperations.options,
    ...settingsTable.activations.options,
  ].map(({ value, label }) => [value, label]),
);
