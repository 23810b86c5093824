import { kindOf } from '../../src/experiment/task-kind.ts';
import type { ChildGraph } from '../../src/space/space.ts';
import { inspected } from './families/families.ts';
import type { Child } from './read.ts';

/** Nodes that the output joins, a list a graph, by the numbers that they are drawn with. */
export function looseEndsOf({ space, architecture }: Child): number[][] {
  return space.describe(architecture).map(({ looseEnds }: ChildGraph, graph) => {
    const labels = new Map(space.graphs[graph]?.nodes.map(({ id, label }) => [id, Number(label)]));
    return looseEnds.map((id) => labels.get(id) ?? id);
  });
}

/** The answer of `--json`; whole numbers too large for a number of JSON are strings of digits. */
export function jsonReport(child: Child): string {
  const { space, architecture } = child;
  const { parameters, multiplyAdds } = space.cost(architecture);
  const report = {
    space: space.id,
    canonical: space.print(architecture),
    ...inspected(space.id).decoded(space.config, architecture).data,
    looseEnds: looseEndsOf(child),
    parameters,
    multiplyAdds,
    count: { exact: space.count().toString(), published: space.publishedCount()?.value.toString() ?? null },
  };
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** The answer for people: a table a graph, then what it costs and how many such children there are. */
export function textReport(child: Child): string {
  const { space, architecture, assumed } = child;
  const { tables, network } = inspected(space.id).decoded(space.config, architecture);
  const looseEnds = looseEndsOf(child);
  const { parameters, multiplyAdds } = space.cost(architecture);
  const published = space.publishedCount();
  const per = kindOf({ family: space.id }).perPrediction;
  const facts = [
    ['network', network],
    ['parameters', whole(parameters)],
    ['multiply–adds', `${whole(multiplyAdds)} ${per}, forward`],
    ['canonical', space.print(architecture)],
    ['exact count', whole(space.count())],
    ...(published === null ? [] : [['published', `${whole(published.value)} = ${published.formula}`]]),
  ];
  return [
    `${space.label}${assumed === null ? '' : ` (${assumed})`}`,
    ...tables.map((rows, graph) => {
      const output = ['out', inspected(space.id).output(looseEnds[graph] ?? [])];
      return `\n${space.graphs[graph]?.label ?? ''}\n${columns(rows, '  ')}\n${columns([output], '  ', rows)}`;
    }),
    '',
    columns(facts, ''),
    '',
  ].join('\n');
}

/** Left-aligned columns, as wide as the widest entry of `rows` and `like` but for the last one. */
function columns(rows: readonly (readonly string[])[], indent: string, like = rows): string {
  const widths =
    rows[0]?.map((_, column) => Math.max(...[...rows, ...like].map((row) => row[column]?.length ?? 0))) ?? [];
  return rows
    .map((row) => `${indent}${row.map((text, column) => text.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}

function whole(value: number | bigint): string {
  return value.toLocaleString('en-GB');
}
