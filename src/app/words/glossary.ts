interface Entry {
  readonly name: string;
  /** How running text says it, as the source of a regular expression; null where it is only marked by hand. */
  readonly said: string | null;
  readonly meaning: string;
}

/** Words of the field that the page uses without saying each time what they are, in the order of the help. */
export const glossary = {
  child: {
    name: 'child',
    said: null,
    meaning: 'One network of the space: a choice made at every place where there is one to make.',
  },
  policy: {
    name: 'policy',
    said: null,
    meaning:
      'How likely each choice is, decision by decision. The controller samples children from it and changes it by their rewards.',
  },
  controller: {
    name: 'controller',
    said: '[Cc]ontroller(?=’s|\\b)',
    meaning:
      'The small recurrent network that makes the choices of a child one after the other and learns from rewards.',
  },
  sharedWeights: {
    name: 'shared weights',
    said: '[Ss]hared weights',
    meaning:
      'One set of weights for all children: what one child trains, the others find. That makes a score cheap, and inexact.',
  },
  warmUp: {
    name: 'warm-up',
    said: '[Ww]arm-up',
    meaning:
      'Training before the first round: shared weights learn on evenly drawn children, so that scores mean something once the policy learns from them.',
  },
  reward: {
    name: 'reward R',
    said: null,
    meaning:
      'What a child is worth to the controller: its score on validation, less the price of its work if there is one.',
  },
  baseline: {
    name: 'baseline b',
    said: 'baseline',
    meaning:
      'What a reward is compared with: the mean of late rewards, or of the other children of the same update. R − b is the advantage: above 0 the choices become likelier, below 0 less likely.',
  },
  logPi: {
    name: 'log π',
    said: 'log π',
    meaning:
      'The logarithm of the probability of sampling just this child: the sum over its choices. −10 is one in 22 000; nearer to 0 is likelier.',
  },
  entropy: {
    name: 'entropy',
    said: '[Ee]ntropy(?! rate)',
    meaning:
      'How undecided the policy is: the sum of −p ln p over all choices. Highest when all are equally likely, 0 when everything is certain.',
  },
  nats: {
    name: 'nats',
    said: 'nats',
    meaning:
      'The unit of entropy and cross-entropy with natural logarithms: an even choice among n has ln n nats, so .69 of two.',
  },
  highest: {
    name: 'p max',
    said: null,
    meaning:
      'The highest probability that a choice can have here: logits are c · tanh(z / T), so that no choice becomes certain and all go on being tried.',
  },
  earlier: {
    name: 'k−1, k−2',
    said: null,
    meaning: 'What cell k reads: the outputs of the cell before it, k−1, and of the one before that, k−2.',
  },
  childStep: {
    name: 'child step',
    said: 'child steps?',
    meaning: 'One child trained on one batch. Searches are compared at equally many of them.',
  },
  multiplyAdds: {
    name: 'multiply–adds',
    said: 'multiply–adds',
    meaning: 'One multiplication and one addition each: the work of a forward pass, whatever the machine.',
  },
  crossEntropy: {
    name: 'cross-entropy',
    said: '[Cc]ross-entropy',
    meaning:
      'The mean of −ln p, where p is the probability given to the right answer. 0 is perfect; 2.30 is guessing among ten.',
  },
  perplexity: {
    name: 'perplexity',
    said: '[Pp]erplexity',
    meaning: 'e to the cross-entropy: as unsure as an even choice among so many characters. Lower is better.',
  },
  derive: {
    name: 'derive',
    said: '[Dd]eriv(?:e|ed|ing)\\b',
    meaning:
      'To choose what the search found: many children are taken from it, all scored on the same validation data, and the best is kept.',
  },
  trivial: {
    name: 'trivial',
    said: 'trivial',
    meaning:
      'A control that needs no search: of as many random children, the one with most of what can simply be counted, such as convolutions. A search should beat it.',
  },
  p: {
    name: 'p',
    said: '\\bp(?= = \\d+/)',
    meaning:
      'How often a random one in place of the found one would do as well by chance alone, by its rank. Small is surprising; with few random ones it cannot be small.',
  },
  tau: {
    name: 'Kendall τ',
    said: 'Kendall(?: τ)?',
    meaning:
      'Of all pairs, the share that both orders agree on less the share that they do not: 1 the same order, 0 no relation, −1 the reverse.',
  },
  rho: {
    name: 'Spearman ρ',
    said: 'Spearman(?: ρ)?',
    meaning: 'The correlation of two orders’ ranks: 1 the same order, 0 no relation, −1 the reverse.',
  },
  front: {
    name: 'Pareto front',
    said: 'Pareto front',
    meaning: 'The children that no other beats in both: none is at once better and cheaper.',
  },
} as const satisfies Readonly<Record<string, Entry>>;

export type EntryId = keyof typeof glossary;

/** A stretch of text, and the entry that explains it; null for what needs no explanation. */
export interface MarkedText {
  readonly text: string;
  readonly entry: EntryId | null;
}

const said = new RegExp(
  Object.entries(glossary)
    .flatMap(([id, { said: words }]) => (words === null ? [] : [`(?<${id}>${words})`]))
    .join('|'),
  'g',
);

/** A text cut at the words that the glossary has. Each is marked where it stands first; `known` are those that were marked before, and grows. */
export function explainedIn(text: string, known: Set<EntryId>): readonly MarkedText[] {
  const found: MarkedText[] = [];
  let from = 0;
  for (const match of text.matchAll(said)) {
    const entry = Object.entries(match.groups ?? {}).find(([, words]) => words !== undefined)?.[0] as EntryId;
    if (known.has(entry)) continue;
    known.add(entry);
    if (match.index > from) found.push({ text: text.slice(from, match.index), entry: null });
    found.push({ text: match[0], entry });
    from = match.index + match[0].length;
  }
  return from < text.length ? [...found, { text: text.slice(from), entry: null }] : found;
}
