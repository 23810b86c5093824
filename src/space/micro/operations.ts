/** The operations of micro cells, in the order of the ENAS scripts' indices (methods/enas 2.3). */
export const operationIds = ['sep3', 'sep5', 'avg3', 'max3', 'identity'] as const;
export type OperationId = (typeof operationIds)[number];

/** What an operation is, in the words of the screen. */
export interface OperationFacts {
  readonly label: string;
  /** Two letters for the chip on an edge, so that colour is never the only sign. */
  readonly letters: string;
  /** Pixels a side of the window; 1 for identity. */
  readonly kernel: 1 | 3 | 5;
  /** Whether it is (ReLU, depthwise, pointwise, batch-norm) twice; the others have no weights. */
  readonly separable: boolean;
}

export const operationFacts: Readonly<Record<OperationId, OperationFacts>> = {
  sep3: { label: 'sep 3×3', letters: 'S3', kernel: 3, separable: true },
  sep5: { label: 'sep 5×5', letters: 'S5', kernel: 5, separable: true },
  avg3: { label: 'avg 3×3', letters: 'A3', kernel: 3, separable: false },
  max3: { label: 'max 3×3', letters: 'M3', kernel: 3, separable: false },
  identity: { label: 'identity', letters: 'ID', kernel: 1, separable: false },
};

/** Whether an operation has weights of its own. */
export function isConvolution(operation: OperationId): boolean {
  return operationFacts[operation].separable;
}
