import { describe, expect, test } from 'vitest';
import { spaceOf } from '../../../src/experiment/build.ts';
import { emptyHistory, HistoryBuilder, type RunHistory } from '../../../src/experiment/history.ts';
import { parseRecord } from '../../../src/experiment/parse-record.ts';
import { recordText } from '../../../src/experiment/record-text.ts';
import { recordOf, type RecordMeta } from '../../../src/experiment/record.ts';
import { defaultSettings } from '../../../src/experiment/schema.ts';
import { RandomStream } from '../../../src/math/random.ts';
import { randomHistory } from './random-history.ts';
import { randomSettings } from '../../../scripts/campaign/random-settings.ts';

function metaOf(settings = defaultSettings): RecordMeta {
  return {
    settings,
    space: spaceOf(settings),
    adapter: { backend: 'webgpu', form: 'reference', vendor: 'acme', architecture: 'gen-1' },
    versions: { playground: '0.1.0', tfjs: '4.22.0' },
    seconds: 12.3456789,
  };
}

function parsed(text: string) {
  const result = parseRecord(text);
  if (!result.ok) throw new Error(result.sentence);
  return result;
}

/** Six significant digits everywhere and three decimals in marginals: what a record keeps. */
function rounded(history: RunHistory): unknown {
  const digits = (value: unknown, key = ''): unknown => {
    if (typeof value === 'number') {
      if (key === 'marginals') return Math.round(value * 1000) / 1000;
      return Number.isInteger(value) ? value : Number(value.toPrecision(6));
    }
    if (Array.isArray(value)) return value.map((item) => digits(item, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, digits(item, name)]));
  };
  return digits({ ...history, studies: { ...history.studies, retraining: null } });
}

describe('a record', () => {
  test('read back gives the same history, to the digits that it keeps', () => {
    const random = new RandomStream(4, 0);
    for (let i = 0; i < 10; i++) {
      const settings = randomSettings(random);
      const meta = metaOf(settings);
      const history = randomHistory(meta.space, 12, random, i);
      const text = recordText(recordOf(history, meta));
      const back = parsed(text);
      expect(rounded(back.history)).toEqual(rounded(history));
      expect(back.history.studies.retraining?.cells.map((cell) => cell.architecture)).toEqual(
        history.studies.retraining?.cells.map((cell) => cell.architecture),
      );
      expect(back.record.settings).toEqual(settings);
      expect(recordText(recordOf(back.history, { ...meta, seconds: back.record.counters.seconds }))).toBe(text);
      expect(recordText(back.record)).toBe(text);
    }
  });

  test('of text keeps what was ranked by perplexity; ranks by accuracy, from before, are left out', () => {
    const meta = metaOf({ ...defaultSettings, family: 'recurrent' });
    const record = recordOf(randomHistory(meta.space, 12, new RandomStream(5, 0)), meta);
    expect(record.result?.sharedPerplexity).toBeCloseTo(
      Math.exp(record.derived[0]?.children[0]?.crossEntropy ?? NaN),
      4,
    );
    const { retrain, ranking } = record;
    if (retrain === undefined || ranking === undefined) throw new Error('not in the history');
    expect(parsed(recordText(record)).history.studies.retraining?.rank).toEqual(retrain.rank);
    const { measure: by, ...ranks } = retrain;
    const { measure: also, ...study } = ranking;
    expect([by, also]).toEqual(['perplexity', 'perplexity']);
    const { history } = parsed(recordText({ ...record, retrain: ranks, ranking: study }));
    expect(history.studies.retraining).toMatchObject({ rank: null, rankWithConvolution: null, cells: { length: 5 } });
    expect(history.studies.ranking).toMatchObject({ agreements: [], children: { length: 3 } });
  });

  test('states the result, the counters and the comparison', () => {
    const meta = metaOf();
    const history = randomHistory(meta.space, 12, new RandomStream(5, 0));
    const record = recordOf(history, meta);
    const best = history.derived[0]?.children[0];
    expect(record).toMatchObject({
      schema: 2,
      seed: 7,
      adapter: { backend: 'webgpu', vendor: 'acme', architecture: 'gen-1' },
      // Steps of 1, 2 and 3 children in turn; four children an update on one batch each, and five on 256 of 64.
      counters: {
        childSteps: 24,
        policyUpdates: 12,
        childrenScored: 12 * 4 + 5,
        scoredBatches: 12 * 4 + 5 * 4,
        seconds: 12.3457,
      },
      finished: true,
    });
    expect(record.result?.notation).toBe(meta.space.print(best?.architecture ?? []));
    expect(record.result?.sharedAccuracy).toBeCloseTo(best?.accuracy ?? NaN, 6);
    expect(record.retrain?.random).toHaveLength(2);
    expect(record.retrain?.testAccuracy).toBeCloseTo(history.studies.retraining?.cells[0]?.testAccuracy ?? NaN, 6);
    expect(record.retrain?.rank).toEqual({ better: 1, of: 2, p: 0.666667 });
  });

  test('of a run that has not begun is a record too', () => {
    const { record, history } = parsed(recordText(recordOf(emptyHistory, metaOf())));
    expect(record.result).toBeNull();
    expect(record).not.toHaveProperty('retrain');
    expect(history).toEqual(emptyHistory);
  });

  test('of a comparison that was stopped keeps the cells that were done', () => {
    const meta = metaOf();
    const whole = randomHistory(meta.space, 1, new RandomStream(6, 0));
    const history = new HistoryBuilder();
    history.startStudy('retraining');
    whole.studies.retraining?.cells
      .slice(2, 4)
      .forEach((result, cell) => history.addStudy('retraining', { kind: 'retrain-cell', cell, of: 10, result }));
    const { record, history: back } = parsed(recordText(recordOf(history, meta)));
    expect(record.retrain).toMatchObject({ testAccuracy: null, rank: null });
    expect(back.studies.retraining?.cells).toHaveLength(2);
  });

  test('of a child that was trained without a search, with nothing else in it', () => {
    const meta = metaOf();
    const whole = randomHistory(meta.space, 1, new RandomStream(6, 0)).studies.retraining;
    const cells = (whole?.cells ?? []).map((cell) =>
      cell.role === 'derived' ? { ...cell, role: 'chosen' as const } : cell,
    );
    const rank = { better: 1, of: 2, p: 2 / 3 };
    const history = new HistoryBuilder();
    history.startStudy('retraining');
    history.addStudy('retraining', { kind: 'retrain-done', cells, rank, rankWithConvolution: rank });
    const { record, history: back } = parsed(recordText(recordOf(history, meta)));
    expect(record.retrain?.testAccuracy).toBeCloseTo(cells[0]?.testAccuracy ?? NaN, 6);
    expect(record.retrain?.cells[0]).toMatchObject({
      role: 'chosen',
      notation: meta.space.print(cells[0]?.architecture ?? []),
    });
    expect(back.studies.retraining?.rank?.better).toBe(1);
  });

  test('of 600 updates takes less than 2 MB', () => {
    const meta = metaOf();
    const text = recordText(recordOf(randomHistory(meta.space, 600, new RandomStream(7, 0)), meta));
    expect(text.length).toBeLessThan(2_000_000);
  });
});

describe('a file that is no record is refused with the reason', () => {
  const meta = metaOf();
  const good = recordText(recordOf(randomHistory(meta.space, 3, new RandomStream(8, 0), 2), meta));
  /** The record with one value replaced, at a path of keys. */
  function changed(path: readonly (string | number)[], value: unknown): string {
    const record = JSON.parse(good) as Record<string, unknown>;
    let at: Record<string | number, unknown> = record;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
    at[path.at(-1) ?? ''] = value;
    return JSON.stringify(record);
  }

  test.each([
    ['', 'The file is not JSON.'],
    [good.slice(0, -20), 'The file is not JSON.'],
    ['[]', 'The file is JSON, but not a run record.'],
    ['{"schema":1}', 'The file is JSON, but not a run record.'],
    [changed(['schema'], 3), 'The record is of schema “3”; this page reads schemas up to 2.'],
    [changed(['seed'], -1), 'In the record, “seed” is missing or out of range.'],
    [
      changed(['curves', 'weights', 'loss', 0], 'huge').replace('"huge"', '1e999'),
      'In the record, “curves.weights.loss.0” is missing or out of range.',
    ],
    [
      changed(['curves', 'weights', 'accuracy', 0], 1.01),
      'In the record, “curves.weights.accuracy.0” is missing or out of range.',
    ],
    [
      changed(['derived', 0, 'children', 0, 'images'], '5'),
      'In the record, “derived.0.children.0.images” is missing or out of range.',
    ],
    [changed(['curves', 'weights', 'step'], [1]), 'The columns of curves.weights in the record differ in length.'],
    [
      changed(['curves', 'policy', 'marginals', 0], [[1]]),
      'The record’s marginals do not fit the decisions of its space.',
    ],
    [
      changed(['curves', 'policy', 'update', 0], 99),
      'The record has children of policy update 1, but not that update.',
    ],
    [changed(['settings', 'nodes'], 9), 'The record’s settings do not hold: Nodes in a cell must be from 1 to 5.'],
    [changed(['settings', 'seed'], 8), 'The record gives two seeds.'],
  ])('%#', (text, sentence) => {
    expect(parseRecord(text)).toEqual({ ok: false, sentence });
  });

  test('a child that its space cannot read', () => {
    for (const path of [
      ['curves', 'weights', 'notation', 0],
      ['curves', 'children', 'notation', 0],
      ['derived', 0, 'children', 0, 'notation'],
      ['retrain', 'cells', 0, 'notation'],
      ['ranking', 'children', 0, 'notation'],
      ['curves', 'evaluated', 'notation', 0],
      ['result', 'notation'],
    ]) {
      const result = parseRecord(changed(path, '9 9 9 9'));
      expect(result.ok || result.sentence, path.join('.')).toMatch(
        /^The record has a child that its space cannot read: /,
      );
    }
  });

  test('a record of another space', () => {
    expect(parseRecord(changed(['settings', 'nodes'], 4)).ok).toBe(false);
  });
});
