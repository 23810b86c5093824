import { engineDevice } from '../subjects/device.ts';
import { openSupernet, trainSteps } from '../subjects/supernets.ts';
import type { OpenContender } from './contender.ts';

export const openEngine: OpenContender = async (child) => {
  const supernet = await openSupernet(child, await engineDevice());
  return {
    train: (steps) => trainSteps(supernet, [child.architecture], child.batch, steps),
    dispose: () => supernet.dispose(),
  };
};
