import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * The architecture as a test: which folder of src may import which. Imports run
 * app → worker → search → {policy, supernet, experiment} → {space, engine, task} → {device, math}.
 */
const layers = {
  math: [],
  device: [],
  space: ['math'],
  experiment: ['space', 'math'],
  task: ['math'],
  engine: ['device', 'math'],
  supernet: ['space', 'task', 'engine', 'device', 'math'],
  policy: ['space', 'engine', 'device', 'math', 'supernet/reference/tf'],
  search: ['experiment', 'policy', 'supernet', 'space', 'task', 'math'],
  worker: ['experiment', 'search', 'policy', 'supernet', 'engine', 'device', 'space', 'task', 'math'],
  app: [
    'experiment',
    'worker/ask',
    'worker/client',
    'worker/compare',
    'worker/protocol',
    'space',
    'task/task',
    'task/text/own',
    'math',
  ],
};

/** Layers that may know tfjs; it stays behind their seams. */
const withTensors = ['supernet', 'policy', 'worker'];

const layerRules = Object.entries(layers).map(([layer, allowed]) => {
  const others = Object.keys(layers).filter((name) => name !== layer);
  const exceptions = allowed.length === 0 ? '' : `(?!(${allowed.join('|')})(/|\\.))`;
  const restrictions = [
    {
      regex: `^(\\.\\./)+${exceptions}(${others.join('|')})/`,
      message: `src/${layer} may import only: ${allowed.join(', ') || 'nothing of src'} (see README, map of the folders).`,
    },
    ...(layer === 'app' ? [] : [{ regex: '^(svelte|d3)', message: 'Only src/app knows how things look.' }]),
    ...(withTensors.includes(layer)
      ? []
      : [{ regex: '^@tensorflow/', message: 'tfjs stays behind the seams of supernet and policy.' }]),
  ];
  // The rule for imports does not see import(…); slashes are written as code points because they would end the selector.
  const dynamic = restrictions.map(({ regex, message }) => ({
    selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\u002F')}/]`,
    message,
  }));
  return {
    files: [`src/${layer}/**`],
    rules: {
      'no-restricted-imports': ['error', { patterns: restrictions }],
      'no-restricted-syntax': ['error', ...dynamic],
    },
  };
});

/** The core runs in Node, in a worker and in tests alike, and the same seed gives the same run. */
const core = {
  files: ['src/{search,policy,supernet,space,task,engine,device,math,experiment}/**'],
  rules: {
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random', message: 'Take a RandomStream.' },
      { object: 'Date', property: 'now', message: 'Time is an input, not read in the core.' },
      { object: 'performance', property: 'now', message: 'Time is an input, not read in the core.' },
    ],
    'no-restricted-globals': [
      'error',
      ...['window', 'document', 'localStorage'].map((name) => ({ name, message: 'The core has no page.' })),
    ],
  },
};

export default ts.config(
  { ignores: ['dist', 'public', 'node_modules', 'test-results'] },
  js.configs.recommended,
  ...ts.configs.strictTypeChecked,
  ...svelte.configs.recommended,
  {
    languageOptions: {
      globals: { ...globals.browser, ...globals.worker, ...globals.node },
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname, extraFileExtensions: ['.svelte'] },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-eval': 'error',
      'no-implied-eval': 'off',
      '@typescript-eslint/no-implied-eval': 'error',
    },
  },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  { files: ['**/*.js'], ...ts.configs.disableTypeChecked },
  ...layerRules,
  core,
);
