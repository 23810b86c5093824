import type { BackendName } from '../../../src/device/backend.ts';
import { openBackend } from '../../../src/supernet/reference/backend.ts';
import * as tf from '../../../src/supernet/reference/tf.ts';
import { openSupernet, trainSteps } from '../subjects/supernets.ts';
import type { OpenContender } from './contender.ts';

/** The reference, in stock tfjs on one of its backends. */
export function openTfjs(backend: BackendName): OpenContender {
  return async (child) => {
    await openBackend(backend);
    const supernet = await openSupernet(child, null);
    return {
      async train(steps) {
        await tf.setBackend(backend);
        return trainSteps(supernet, [child.architecture], child.batch, steps);
      },
      dispose: () => supernet.dispose(),
    };
  };
}
