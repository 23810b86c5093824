/**
 * Words of the field that the page uses without saying each time what they are (`meanings.ts` does), as running text has
 * them: sources of regular expressions, null for what is only marked by hand.
 */
const glossary = {
  child: null,
  policy: null,
  controller: '[Cc]ontroller(?=’s|\\b)',
  sharedWeights: '[Ss]hared weights',
  warmUp: '[Ww]arm-up',
  reward: null,
  baseline: 'baseline',
  logPi: 'log π',
  entropy: '[Ee]ntropy(?! rate)',
  nats: 'nats',
  highest: null,
  earlier: null,
  childStep: 'child steps?',
  multiplyAdds: 'multiply–adds',
  crossEntropy: '[Cc]ross-entropy',
  perplexity: '[Pp]erplexity',
  derive: '[Dd]eriv(?:e|ed|ing)\\b',
  trivial: 'trivial',
  p: '\\bp(?= = \\d+/)',
  tau: 'Kendall(?: τ)?',
  rho: 'Spearman(?: ρ)?',
  front: 'Pareto front',
} as const satisfies Readonly<Record<string, string | null>>;

export type EntryId = keyof typeof glossary;

/** A stretch of text, and the entry that explains it; null for what needs no explanation. */
export interface MarkedText {
  readonly text: string;
  readonly entry: EntryId | null;
}

const said = new RegExp(
  Object.entries(glossary)
    .flatMap(([id, words]) => (words === null ? [] : [`(?<${id}>${words})`]))
    .join('|'),
  'g',
);

/**
 * A text cut at the words that the glossary has. Each is marked where it stands first; `known` are those that were marked
 * before, and grows.
 */
export function explainedIn(text: string, known: Set<EntryId>): readonly MarkedText[] {
  const found: MarkedText[] = [];
  let from = 0;
  for (const match of text.matchAll(said)) {
    const { groups = {} } = match;
    const entry = Object.keys(groups).find((id) => groups[id] !== undefined) as EntryId;
    if (known.has(entry)) continue;
    known.add(entry);
    if (match.index > from) found.push({ text: text.slice(from, match.index), entry: null });
    found.push({ text: match[0], entry });
    from = match.index + match[0].length;
  }
  return from < text.length ? [...found, { text: text.slice(from), entry: null }] : found;
}
