/** How well a network predicts: the share of examples that it names right, and the mean cross-entropy in nats. */
export interface Score {
  readonly accuracy: number;
  readonly crossEntropy: number;
}

/** A trained network's score on the test split. */
export function testScoreOf(tested: { readonly testAccuracy: number; readonly testCrossEntropy: number }): Score {
  return { accuracy: tested.testAccuracy, crossEntropy: tested.testCrossEntropy };
}
