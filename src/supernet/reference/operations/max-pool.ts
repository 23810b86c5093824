import * as tf from '../tf.ts';
import type { EdgeOperation } from './edge.ts';

const WINDOW = 3;

/** 3×3 max pool, stride 1, SAME. tfjs sends the gradient to one maximum of a window (by position), also among ties. */
export const maxPool: EdgeOperation = (x) => tf.maxPool(x, WINDOW, 1, 'same');
