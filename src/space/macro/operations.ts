/** The operations of macro layers, in the order of the ENAS scripts' indices (methods/enas 2.2). */
export const operationIds = ['conv3', 'sep3', 'conv5', 'sep5', 'avg3', 'max3'] as const;
export type OperationId = (typeof operationIds)[number];

/** What an operation does after the 1×1 convolution that each begins with. */
export interface OperationFacts {
  readonly label: string;
  /** Two letters for the layer's box, so that colour is never the only sign. */
  readonly letters: string;
  /** Pixels a side of the window. */
  readonly kernel: 3 | 5;
  /** A dense convolution, a depthwise one followed by a 1×1, or a pool without weights. */
  readonly kind: 'dense' | 'separable' | 'pool';
}

export const operationFacts: Readonly<Record<OperationId, OperationFacts>> = {
  conv3: { label: 'conv 3×3', letters: 'C3', kernel: 3, kind: 'dense' },
  sep3: { label: 'sep 3×3', letters: 'S3', kernel: 3, kind: 'separable' },
  conv5: { label: 'conv 5×5', letters: 'C5', kernel: 5, kind: 'dense' },
  sep5: { label: 'sep 5×5', letters: 'S5', kernel: 5, kind: 'separable' },
  avg3: { label: 'avg 3×3', letters: 'A3', kernel: 3, kind: 'pool' },
  max3: { label: 'max 3×3', letters: 'M3', kernel: 3, kind: 'pool' },
};

/** Whether an operation convolves over the plane; the 1×1 convolution that pools have too does not count. */
export function isConvolution(operation: OperationId): boolean {
  return operationFacts[operation].kind !== 'pool';
}
