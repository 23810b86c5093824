import { fashionMnist } from './fashion-mnist.ts';
import { mnist } from './mnist.ts';
import type { DataSource } from './source.ts';

/** Every data set that is packed; each also needs an option of `dataset` in the settings table. */
export const dataSources: readonly DataSource[] = [fashionMnist, mnist];
