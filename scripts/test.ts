import { succeeds } from './run.ts';
import { type KindName, kindNames, kinds, type Need } from './testing/kinds.ts';
import { sum } from './testing/totals.ts';

/**
 * `npm test [-- unit|gpu|app [PATTERN…]]`: prepares what the tests need, runs them, and ends with the totals of all kinds
 * on one line. Exits with 1 if any test failed or a kind could not run, with 2 for an unknown kind.
 */
const preparations: Readonly<Record<Need, () => boolean>> = {
  browser: () => succeeds('tsx', ['scripts/setup.ts']),
  data: () => succeeds('tsx', ['scripts/pack-data.ts']),
  build: () => succeeds('vite', ['build']),
};

function isKind(name: string): name is KindName {
  return Object.hasOwn(kinds, name);
}

function runTests(chosen: readonly KindName[], patterns: readonly string[]): void {
  const needs = new Set(chosen.flatMap((kind): readonly Need[] => kinds[kind].needs));
  const missing = new Set([...needs].filter((need) => !preparations[need]()));
  const totals = sum(
    chosen.map((kind) => {
      const lacks = kinds[kind].needs.filter((need) => missing.has(need));
      console.log(`\n=== ${kind} tests ===`);
      if (lacks.length === 0) return kinds[kind].run(patterns);
      console.error(`Not run, for lack of: ${lacks.join(', ')}.`);
      return { passed: 0, failed: 1, skipped: 0 };
    }),
  );
  if (totals.skipped > 0) console.log(`\n${totals.skipped} skipped.`);
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
  if (totals.failed > 0) process.exitCode = 1;
}

const [kind, ...patterns] = process.argv.slice(2);
if (kind === undefined) {
  runTests(kindNames, []);
} else if (isKind(kind)) {
  runTests([kind], patterns);
} else {
  console.error(`There is no kind of tests “${kind}”: choose one of ${kindNames.join(', ')}.`);
  process.exitCode = 2;
}
