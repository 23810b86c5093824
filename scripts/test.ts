import { succeeds } from './run.ts';
import { type KindName, kindNames, kinds, type Need } from './testing/kinds.ts';
import { sum, type Totals } from './testing/totals.ts';

/**
 * `npm test [-- unit|gpu|app [PATTERN…]]`: prepares what the tests need, runs them, and ends with the totals of all kinds
 * on one line. Exits with 1 if any test failed or a kind could not run, with 2 for an unknown kind.
 */
const preparations: Readonly<Record<Need, () => Promise<boolean>>> = {
  browser: () => succeeds('tsx', ['scripts/setup.ts']),
  data: () => succeeds('tsx', ['scripts/pack-data.ts']),
  build: () => succeeds('vite', ['build']),
};

/** Kinds that run at the same time: software graphics leave the cores idle now and then, which Node can use. */
const together: readonly (readonly KindName[])[] = [['gpu', 'unit'], ['app']];

function isKind(name: string): name is KindName {
  return Object.hasOwn(kinds, name);
}

async function prepare(needs: ReadonlySet<Need>): Promise<ReadonlySet<Need>> {
  const missing = new Set<Need>();
  for (const need of needs) if (!(await preparations[need]())) missing.add(need);
  return missing;
}

async function runTests(groups: readonly (readonly KindName[])[], patterns: readonly string[]): Promise<void> {
  const missing = await prepare(new Set(groups.flat().flatMap((kind): readonly Need[] => kinds[kind].needs)));
  const run = async (kind: KindName, whole: boolean): Promise<Totals> => {
    const lacks = kinds[kind].needs.filter((need) => missing.has(need));
    if (lacks.length === 0) return kinds[kind].run(patterns, whole);
    console.error(`The ${kind} tests are not run, for lack of: ${lacks.join(', ')}.`);
    return { passed: 0, failed: 1, skipped: 0 };
  };
  const all: Totals[] = [];
  for (const group of groups) {
    console.log(`\n=== ${group.join(' and ')} tests ===`);
    // The first shows its output as it comes, the others at their end.
    all.push(...(await Promise.all(group.map((kind, index) => run(kind, index > 0)))));
  }
  const totals = sum(all);
  if (totals.skipped > 0) console.log(`\n${totals.skipped} skipped.`);
  console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
  if (totals.failed > 0) process.exitCode = 1;
}

const [kind, ...patterns] = process.argv.slice(2);
if (kind === undefined) {
  await runTests(together, []);
} else if (isKind(kind)) {
  await runTests([[kind]], patterns);
} else {
  console.error(`There is no kind of tests “${kind}”: choose one of ${kindNames.join(', ')}.`);
  process.exitCode = 2;
}
