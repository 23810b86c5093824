import { version as app } from '../../package.json';
import { version_core as tfjs } from '../supernet/reference/tf.ts';

/** What computes the numbers; stands in every run record. */
export const versions: Readonly<Record<string, string>> = { app, tfjs };
