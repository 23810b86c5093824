/** The activations of a recurrent cell's nodes, in the order of the ENAS scripts' indices (methods/enas 2.1). */
export const activationIds = ['tanh', 'relu', 'identity', 'sigmoid'] as const;
export type ActivationId = (typeof activationIds)[number];

/** What an activation is, in the words of the screen. */
export interface ActivationFacts {
  readonly label: string;
  /** Two letters for the chip on an edge, so that colour is never the only sign. */
  readonly letters: string;
}

export const activationFacts: Readonly<Record<ActivationId, ActivationFacts>> = {
  tanh: { label: 'tanh', letters: 'TH' },
  relu: { label: 'ReLU', letters: 'RE' },
  identity: { label: 'identity', letters: 'ID' },
  sigmoid: { label: 'sigmoid', letters: 'SI' },
};
