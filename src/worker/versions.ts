import { version as app } from '../../package.json';
import { version as tfjs } from '@tensorflow/tfjs/package.json';

/** What computes the numbers; stands in every run record. */
export const versions: Readonly<Record<string, string>> = { app, tfjs };
