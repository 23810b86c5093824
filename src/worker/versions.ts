import { version_core as tfjs } from '../supernet/reference/tf.ts';

/** Taken from package.json when the page is built. */
declare const __APP_VERSION__: string;

/** What computes the numbers; stands in every run record. */
export const versions: Readonly<Record<string, string>> = { app: __APP_VERSION__, tfjs };
