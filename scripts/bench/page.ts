import { childNames, type PartName } from './names.ts';
import { measureChild } from './parts/child.ts';
import { measureController } from './parts/controller.ts';
import { measureGflops } from './parts/gflops.ts';
import { measureMemory } from './parts/memory.ts';
import { measureReadbacks } from './parts/readbacks.ts';
import type { Say } from './parts/say.ts';
import { measureScaling } from './parts/scaling.ts';
import { measureScore } from './parts/score.ts';
import type { BenchReport } from './report.ts';

/** The parts of the report that a browser measures. */
export type PageReport = Omit<BenchReport, 'date' | 'issue' | 'startup'>;

/** Runs in the browser: measures the wanted parts, one after the other. */
export async function bench(wanted: readonly PartName[], _baseUrl: string, say: Say): Promise<PageReport> {
  const adapter = await describeAdapter();
  const ask = async <Result>(part: PartName, measure: () => Promise<Result>): Promise<Result | null> => {
    if (!wanted.includes(part)) return null;
    say(part);
    return measure();
  };
  const children = {} as BenchReport['children'];
  for (const name of childNames) children[name] = await ask(name, () => measureChild(name, say));
  return {
    adapter,
    children,
    gflops: await ask('gflops', measureGflops),
    scaling: await ask('scaling', () => measureScaling(say)),
    score: await ask('score', measureScore),
    controller: await ask('controller', measureController),
    memory: await ask('memory', measureMemory),
    readbacks: await ask('readbacks', measureReadbacks),
  };
}

async function describeAdapter(): Promise<BenchReport['adapter']> {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('The browser found no graphics adapter for WebGPU.');
  const { vendor, architecture, description } = adapter.info;
  const browser = /Chrom\w+\/[\d.]+/.exec(navigator.userAgent)?.[0] ?? navigator.userAgent;
  return { vendor, architecture, description, browser, processors: navigator.hardwareConcurrency };
}
