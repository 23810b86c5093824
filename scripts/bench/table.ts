import { childNames, contenderNames, scales } from './names.ts';
import type { BenchReport, ChildReport, ContenderReport } from './report.ts';
import { isReached, targets } from './targets.ts';

type Row = readonly string[];

const ms = (value: number | null): string => (value === null ? '–' : value < 10 ? value.toFixed(2) : value.toFixed(0));
const megabytes = ({ predicted, real }: { readonly predicted: number; readonly real: number }): string =>
  `${(predicted / 1e6).toFixed(2)}, ${(real / 1e6).toFixed(2)}`;
const kilobytes = (bytes: number | null): string => (bytes === null ? '–' : (bytes / 1_000).toFixed(1));

/** The report as a person reads it: Markdown tables. */
export function benchTable(report: BenchReport): string {
  const { adapter, date } = report;
  const { vendor, architecture, description, browser, processors } = adapter;
  const device = [vendor, architecture, description].filter(Boolean).join(', ');
  const sections = [
    `${date.slice(0, 10)}, ${device}; ${browser}, ${processors} processors.`,
    ...childNames.flatMap((name) => {
      const child = report.children[name];
      return child === null ? [] : [`One training step of the child “${name}”${ofSteps(child)}:`, childTable(child)];
    }),
    ...others(report),
    markdown([['target', 'reach', 'measured', 'reached'], ...targetRows(report)]),
  ];
  return `${sections.join('\n\n')}\n`;
}

function ofSteps({ timeSteps }: ChildReport): string {
  return timeSteps > 1 ? `, ${timeSteps} characters of each text` : '';
}

function childTable(child: ChildReport): string {
  const header = ['', 'ms a step', '÷ engine', 'dispatches', 'kB written', 'turns × steps'];
  const rows = contenderNames.map((name): Row => {
    const one: ContenderReport = child[name];
    if (one.missing !== null) return [name, one.missing, '', '', '', ''];
    const ratio = name === 'engine' ? 1 : child.ratio[name];
    return [
      name,
      ms(one.msPerStep),
      ratio === null ? '–' : `${ratio.toFixed(1)}×`,
      one.dispatches?.toFixed(0) ?? '–',
      kilobytes(one.bytesWritten),
      `${one.turns} × ${one.stepsPerTurn}`,
    ];
  });
  return markdown([header, ...rows]);
}

function others({ gflops, scaling, score, controller, memory, readbacks, issue, startup }: BenchReport): string[] {
  const rows: Row[] = [];
  if (gflops !== null) {
    const { child, mixedChild, bestPointwise, kernel, macro } = gflops;
    rows.push(
      ['GFLOP/s of a step: 12 separable, mixed', `${child.toFixed(2)}, ${mixedChild.toFixed(2)}`],
      [`GFLOP/s of the best pointwise kernel (${kernel})`, bestPointwise.toFixed(2)],
      ['GFLOP/s of a macro step: 12 dense, mixed', `${macro.child.toFixed(2)}, ${macro.mixedChild.toFixed(2)}`],
      [`GFLOP/s of the best dense 5×5 kernel (${macro.kernel})`, macro.bestDense.toFixed(2)],
    );
  }
  if (scaling !== null) {
    for (const scale of ['children', 'cells', 'batch'] as const) {
      const steps = scaling[scale] as Record<string, { msPerStep: number }>;
      const sizes = scales[scale].map((size) => `${size}: ${ms(steps[size]?.msPerStep ?? null)}`);
      rows.push([`ms a step of the mixed child by ${scale}`, sizes.join(', ')]);
    }
  }
  if (score !== null)
    rows.push(['8 children scored together, apart (ms)', `${ms(score.together.ms)}, ${ms(score.apart.ms)}`]);
  if (controller !== null) {
    const { engine, reference } = controller;
    rows.push(['8 children sampled and learned from: engine, tfjs (ms)', `${ms(engine.ms)}, ${ms(reference.ms)}`]);
  }
  if (memory !== null) {
    rows.push(['GPU memory predicted, real (MB)', megabytes(memory)]);
    rows.push(['macro: GPU memory predicted, real (MB)', megabytes(memory.macro)]);
  }
  if (readbacks !== null) {
    const { weightStep, policyUpdate, macro } = readbacks;
    rows.push(
      ['readbacks a weight step, a policy update', `${weightStep}, ${policyUpdate}`],
      ['macro: readbacks of the same', `${macro.weightStep}, ${macro.policyUpdate}`],
    );
  }
  if (issue !== null) {
    for (const [space, { engine, tfjs }] of [['', issue] as const, ['macro: ', issue.macro] as const]) {
      rows.push(
        [
          `${space}processor ms to issue a step: engine, tfjs`,
          `${engine.msPerStep.toFixed(2)}, ${tfjs.msPerStep.toFixed(1)}`,
        ],
        [`${space}dispatches of it: engine, tfjs`, `${engine.dispatches}, ${tfjs.dispatches}`],
      );
    }
  }
  if (startup !== null) {
    rows.push(
      ['kernels of a step of the default preset compiled (ms)', ms(startup.stepPipelinesMs)],
      ['kernels of the default preset compiled (ms)', ms(startup.pipelinesMs)],
      ['page load to cell drawn (ms)', ms(startup.cellDrawnMs)],
      ['page load to first child drawn (ms)', ms(startup.firstChildDrawnMs)],
    );
  }
  return rows.length === 0 ? [] : [markdown([['', 'measured'], ...rows])];
}

function targetRows(report: BenchReport): Row[] {
  return targets.flatMap((target): Row[] => {
    const value = target.measured(report);
    if (value === null) return [];
    const reach = `${target.atLeast ? '≥' : '≤'} ${target.show(target.reach)}`;
    return [[target.what, reach, target.show(value), isReached(target, value) ? 'yes' : 'no']];
  });
}

/** Columns are as wide as their widest cell, so that the text is readable too. */
function markdown(rows: readonly Row[]): string {
  const [header = []] = rows;
  const widths = header.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row): string => `| ${widths.map((width, at) => (row[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(header), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n');
}
