/** The operations of micro cells, in the order of the ENAS scripts' indices (methods/enas 2.3). */
export const operationIds = ['sep3', 'sep5', 'avg3', 'max3', 'identity'] as const;
export type OperationId = (typeof operationIds)[number];

/** Whether an operation has weights of its own. */
export function isConvolution(operation: OperationId): boolean {
  return operation === 'sep3' || operation === 'sep5';
}
