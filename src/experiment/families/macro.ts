import type { MacroConfig } from '../../space/macro/config.ts';
import { operationFacts, type OperationId, operationIds } from '../../space/macro/operations.ts';
import type { MacroShape } from '../../space/macro/shape.ts';
import { number, type Setting, subset, type ValuesOf } from '../settings/setting.ts';
import type { FamilyDescriptor } from './family.ts';
import { imageNetworkOf, imageNetworkSettings, type ImageNetworkValues } from './image-network.ts';

const settings = {
  layers: number({
    link: 'layers',
    group: 'space',
    label: 'layers',
    hint: 'Each chooses an operation and which earlier layers to add; the maps are halved after each third of them.',
    default: 6,
    min: 2,
    max: 24,
    step: 1,
  }),
  layerOperations: subset<OperationId>({
    link: 'lops',
    group: 'space',
    label: 'operations',
    hint: 'What a layer may compute.',
    default: operationIds,
    options: operationIds.map((value) => ({ value, label: operationFacts[value].label })),
  }),
  layerChannels: number({
    link: 'lch',
    group: 'space',
    label: 'channels',
    hint: 'Width of every layer.',
    default: 8,
    min: 8,
    max: 32,
    step: 8,
  }),
  ...imageNetworkSettings,
} as const satisfies Record<string, Setting>;

/** ENAS macro: whole networks, of layers that may skip (methods/enas 2.2). */
export const macro = {
  label: 'networks (ENAS macro)',
  taskKind: 'images',
  design: 'network',
  settings,
  uses: ['costWeight', 'skipTarget', 'skipWeight', 'skipForm'],
  givesWay: ['layerChannels'],
  configOf(values: ValuesOf<typeof settings> & ImageNetworkValues, classes: number): MacroConfig {
    const { layers, layerOperations, layerChannels } = values;
    return {
      family: 'macro',
      layers,
      operations: layerOperations,
      channels: layerChannels,
      ...imageNetworkOf(values, classes),
    };
  },
  changesFor: ({ layers }: MacroShape) => ({ layers, layerOperations: operationIds }),
} as const satisfies FamilyDescriptor;
