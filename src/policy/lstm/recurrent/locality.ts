/** Part of the squared distance between two nodes by which the further one is less likely to be read. */
const LOCALITY = 1 / 6;
/** Keeps the anchor of the node before within its size. */
const NEAREST = 0.1;

/** What is taken off the logits of reading nodes 0 … node − 1 (methods/enas 3.1, RNN). */
export function remoteness(node: number): number[] {
  return Array.from({ length: node }, (_, earlier) => LOCALITY * (node - earlier) ** 2);
}

/** What the anchors of nodes 0 … node − 1 are multiplied by when they are read (methods/enas 3.1, RNN). */
export function nearness(node: number): number[] {
  return Array.from({ length: node }, (_, earlier) => 1 / (NEAREST + node - earlier));
}
