import type { ContenderName } from '../names.ts';
import type { OpenContender } from './contender.ts';
import { openEngine } from './engine.ts';
import { openJax } from './jax/contender.ts';
import { openTfjs } from './tfjs.ts';

export const contenders: Readonly<Record<ContenderName, OpenContender>> = {
  engine: openEngine,
  tfjsWebgpu: openTfjs('webgpu'),
  tfjsWebgl: openTfjs('webgl'),
  tfjsCpu: openTfjs('cpu'),
  jaxJs: openJax,
};
