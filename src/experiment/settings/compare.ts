import { choice, number, subset, type Setting } from './setting.ts';
import { type MethodId, methodOptions } from '../methods/methods.ts';

const lambdas = ['0', '0.1', '0.25', '0.5', '1', '2'] as const;

/** Several searches side by side; a single search depends on none of these. */
export const compareSettings = {
  compareAlong: choice({
    link: 'compare',
    group: 'compare',
    label: 'compare',
    hint: 'What the compared searches differ in.',
    default: 'nothing',
    options: [
      { value: 'nothing', label: 'nothing' },
      { value: 'strategies', label: 'strategies' },
      { value: 'lambda', label: 'prices of work λ' },
    ],
  }),
  compareStrategies: subset<MethodId>({
    link: 'strategies',
    group: 'compare',
    label: 'strategies',
    hint: 'Searches to compare, each with the budget that ENAS has with these settings.',
    default: ['enas', 'random-shared', 'evolution'],
    options: methodOptions,
  }),
  compareLambdas: subset<(typeof lambdas)[number]>({
    link: 'lambdas',
    group: 'compare',
    label: 'prices λ',
    hint: 'Prices of work to sweep over, with the strategy that is chosen.',
    default: ['0', '0.25', '1'],
    options: lambdas.map((value) => ({ value, label: value })),
  }),
  compareSeeds: number({
    link: 'seeds',
    group: 'compare',
    label: 'seeds',
    hint: 'How often each search is run, from this seed up; a sign test of two can show something from 6 on.',
    default: 5,
    min: 1,
    max: 10,
    step: 1,
  }),
} as const satisfies Record<string, Setting>;
