import { operationKernel } from '../../kernel.ts';
import { LANE_FUNCTION, repeat } from '../../wgsl.ts';
import { at, count, flag, float, type FloatBits, floatBits, type Words, words } from '../../words.ts';
import { CHAIN_LANES } from './layout.ts';
import { FACTOR_ROWS } from './learn.ts';

/** How scores become rewards, and rewards advantages. */
export interface AdvantageRule {
  readonly chains: number;
  /** The reward before its penalty: accuracy, minus the loss, or that constant over the perplexity. */
  readonly reward: 'accuracy' | 'loss' | { readonly perplexity: number };
  /** Moving average of rewards so far; null for the mean of these. */
  readonly baseline: number | null;
  readonly baselineDecay: number;
  /** Advantages against the mean of the other chains instead of the moving average. Needs two chains. */
  readonly againstOthers: boolean;
  /** Factor of the mean entropy in the gain. */
  readonly entropyWeight: number;
}

const entry = words({
  scores: at('scores'),
  penalties: at('penalties'),
  factors: at('factors'),
  advantages: at('advantages'),
  chains: count,
  kind: count,
  starts: flag,
  baseline: float,
  approach: float,
  againstOthers: flag,
  entropyWeight: float,
  notANumber: float,
  constant: float,
});
export type AdvantageEntry = typeof entry extends Words<infer Values> ? Values : never;

/** Rows that are left: the baseline, then the advantages of each group. */
export function advantageRows(groups: number): number {
  return 1 + groups;
}

const NOT_A_NUMBER = 0x7fc00000 as FloatBits;

const rewardWord = { loss: 0, accuracy: 1, perplexity: 2 } as const;

/** The one entry: places, then the rule. */
export function advantageEntry(
  places: Pick<AdvantageEntry, 'scores' | 'penalties' | 'factors' | 'advantages'>,
  { chains, reward, baseline, baselineDecay, againstOthers, entropyWeight }: AdvantageRule,
): AdvantageEntry {
  return {
    ...places,
    chains,
    kind: rewardWord[typeof reward === 'string' ? reward : 'perplexity'],
    starts: baseline === null ? 1 : 0,
    baseline: floatBits(baseline ?? 0),
    approach: floatBits(1 - baselineDecay),
    againstOthers: againstOthers ? 1 : 0,
    entropyWeight: floatBits(entropyWeight),
    // WGSL has no way to write it.
    notANumber: NOT_A_NUMBER,
    constant: floatBits(typeof reward === 'string' ? 0 : reward.perplexity),
  };
}

/**
 * Rewards and advantages of up to `groups` × 4 chains, one after the other in one invocation, as the moving average asks
 * for. The factors are those of each chain in the mean over chains. A score that is not finite makes all of them not a
 * number, so that the optimiser leaves everything as it is.
 */
export function advantageKernel(groups: number) {
  const most = groups * CHAIN_LANES;
  return operationKernel({
    label: `advantages of ${most} chains`,
    entry,
    invocations: 1,
    functions: LANE_FUNCTION,
    body: /* wgsl */ `
  let mean = 1.0 / f32(chains);
  let entropy_factor = entropyWeight * mean;
  var rewards: array<f32, ${most}>;
  var total = 0.0;
  var finite = true;
  for (var c = 0u; c < chains; c++) {
    let score = arena[scores + c];
    var reward = -score.x;
    if (kind == ${rewardWord.accuracy}u) { reward = score.y; }
    // WGSL promises nothing of exp beyond these.
    if (kind == ${rewardWord.perplexity}u) { reward = constant * exp(clamp(-score.x, -80.0, 80.0)); }
    rewards[c] = reward - lane(arena[penalties + c / ${CHAIN_LANES}u], c % ${CHAIN_LANES}u);
    total += rewards[c];
    // All exponent bits set: infinite or not a number.
    let bits = bitcast<vec2u>(score.xy) & vec2u(0x7f800000u);
    finite = finite && all(bits != vec2u(0x7f800000u));
  }
  var moving = select(baseline, total * mean, starts);
  for (var first = 0u; first < chains; first += ${CHAIN_LANES}u) {
    var own = vec4f(0);
    var used = vec4f(0);
${repeat(
  CHAIN_LANES,
  (l) => /* wgsl */ `
    if (first + ${l}u < chains) {
      let reward = rewards[first + ${l}u];
      moving -= approach * (moving - reward);
      used[${l}] = 1.0;
      own[${l}] = reward - moving;
      if (againstOthers) {
        // A sum of differences: what all rewards have in common cancels before it is rounded.
        var ahead = 0.0;
        for (var c = 0u; c < chains; c++) { ahead += reward - rewards[c]; }
        own[${l}] = ahead / f32(chains - 1u);
      }
    }`,
)}
    let group = first / ${CHAIN_LANES}u;
    arena[advantages + 1u + group] = own;
    arena[factors + group * ${FACTOR_ROWS}u] =
      select(vec4f(notANumber), own * mean, finite);
    arena[factors + group * ${FACTOR_ROWS}u + 1u] = used * entropy_factor;
    arena[factors + group * ${FACTOR_ROWS}u + 2u] = used * mean;
  }
  arena[advantages] = vec4f(moving, 0.0, 0.0, 0.0);`,
  });
}
