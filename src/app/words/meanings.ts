import type { EntryId } from './glossary.ts';

/** What the words of the glossary mean, in the order of the help; fetched when the first is asked for. */
export const meanings: Readonly<Record<EntryId, { readonly name: string; readonly meaning: string }>> = {
  child: {
    name: 'child',
    meaning: 'One network of the space: a choice made at every place where there is one to make.',
  },
  policy: {
    name: 'policy',
    meaning:
      'How likely each choice is, decision by decision. The controller samples children from it and changes it by their rewards.',
  },
  controller: {
    name: 'controller',
    meaning:
      'The small recurrent network that makes the choices of a child one after the other and learns from rewards.',
  },
  sharedWeights: {
    name: 'shared weights',
    meaning:
      'One set of weights for all children: what one child trains, the others find. That makes a score cheap, and inexact.',
  },
  warmUp: {
    name: 'warm-up',
    meaning:
      'Training before the first round: shared weights learn on evenly drawn children, so that scores mean something once the policy learns from them.',
  },
  reward: {
    name: 'reward R',
    meaning:
      'What a child is worth to the controller: its score on validation, less the price of its work if there is one.',
  },
  baseline: {
    name: 'baseline b',
    meaning:
      'What a reward is compared with: the mean of late rewards, or of the other children of the same update. R − b is the advantage: above 0 the choices become likelier, below 0 less likely.',
  },
  logPi: {
    name: 'log π',
    meaning:
      'The logarithm of the probability of sampling just this child: the sum over its choices. −10 is one in 22 000; nearer to 0 is likelier.',
  },
  entropy: {
    name: 'entropy',
    meaning:
      'How undecided the policy is: the sum of −p ln p over all choices. Highest when all are equally likely, 0 when everything is certain.',
  },
  nats: {
    name: 'nats',
    meaning:
      'The unit of entropy and cross-entropy with natural logarithms: an even choice among n has ln n nats, so .69 of two.',
  },
  highest: {
    name: 'p max',
    meaning:
      'The highest probability that a choice can have here: logits are c · tanh(z / T), so that no choice becomes certain and all go on being tried.',
  },
  earlier: {
    name: 'k−1, k−2',
    meaning: 'What cell k reads: the outputs of the cell before it, k−1, and of the one before that, k−2.',
  },
  childStep: {
    name: 'child step',
    meaning: 'One child trained on one batch. Searches are compared at equally many of them.',
  },
  multiplyAdds: {
    name: 'multiply–adds',
    meaning: 'One multiplication and one addition each: the work of a forward pass, whatever the machine.',
  },
  crossEntropy: {
    name: 'cross-entropy',
    meaning:
      'The mean of −ln p, where p is the probability given to the right answer. 0 is perfect; 2.30 is guessing among ten.',
  },
  perplexity: {
    name: 'perplexity',
    meaning: 'e to the cross-entropy: as unsure as an even choice among so many characters. Lower is better.',
  },
  derive: {
    name: 'derive',
    meaning:
      'To choose what the search found: many children are taken from it, all scored on the same validation data, and the best is kept.',
  },
  trivial: {
    name: 'trivial',
    meaning:
      'A control that needs no search: of as many random children, the one with most of what can simply be counted, such as convolutions. A search should beat it.',
  },
  p: {
    name: 'p',
    meaning:
      'How often a random one in place of the found one would do as well by chance alone, by its rank. Small is surprising; with few random ones it cannot be small.',
  },
  tau: {
    name: 'Kendall τ',
    meaning:
      'Of all pairs, the share that both orders agree on less the share that they do not: 1 the same order, 0 no relation, −1 the reverse.',
  },
  rho: {
    name: 'Spearman ρ',
    meaning: 'The correlation of two orders’ ranks: 1 the same order, 0 no relation, −1 the reverse.',
  },
  front: {
    name: 'Pareto front',
    meaning: 'The children that no other beats in both: none is at once better and cheaper.',
  },
};
