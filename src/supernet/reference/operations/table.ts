import type { OperationId } from '../../../space/micro/operations.ts';
import { averagePool } from './average-pool.ts';
import type { EdgeOperation } from './edge.ts';
import { identity } from './identity.ts';
import { maxPool } from './max-pool.ts';
import { separable } from './separable.ts';

export const edgeOperations: Readonly<Record<OperationId, EdgeOperation>> = {
  sep3: separable,
  sep5: separable,
  avg3: averagePool,
  max3: maxPool,
  identity,
};
