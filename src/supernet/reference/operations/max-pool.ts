import * as tf from '../tf.ts';
import type { Maps } from './weights.ts';

const WINDOW = 3;

/** 3×3 max pool, stride 1, SAME. tfjs sends the gradient to one maximum of a window (by position), also among ties. */
export const maxPool = (x: Maps): Maps => tf.maxPool(x, WINDOW, 1, 'same');
