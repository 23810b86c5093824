import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/**
 * The architecture as a test: which folder of src may import which. Imports run
 * app → worker → search → {policy, supernet, task} → space → math, with engine beside space under supernet and policy.
 */
const layers = {
  math: [],
  space: ['math'],
  experiment: ['space', 'math', 'search/events'],
  task: ['math'],
  engine: ['math'],
  supernet: ['space', 'task', 'engine', 'math'],
  policy: ['space', 'engine', 'math', 'supernet/reference/tf'],
  search: ['experiment', 'policy', 'supernet', 'space', 'task', 'math'],
  worker: ['experiment', 'search', 'policy', 'supernet', 'engine', 'space', 'task', 'math'],
  app: ['experiment', 'worker/client', 'worker/protocol', 'search/events', 'space', 'task/task', 'math'],
};

const layerRules = Object.entries(layers).map(([layer, allowed]) => ({
  files: [`src/${layer}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./)+(?!(${allowed.map((name) => `${name}(/|\\.)`).join('|') || '$'}))[a-z]+/`,
            message: `src/${layer} may import only: ${allowed.join(', ') || 'nothing of src'} (see README, map of the folders).`,
          },
          ...(layer === 'app' ? [] : [{ regex: '^(svelte|d3)', message: 'Only src/app knows how things look.' }]),
          ...(layer === 'app' || layer === 'space' || layer === 'math' || layer === 'experiment' || layer === 'search'
            ? [{ regex: '^@tensorflow/', message: 'tfjs stays behind the supernet, policy and task seams.' }]
            : []),
        ],
      },
    ],
  },
}));

const noHiddenState = {
  files: ['src/{search,policy,supernet,space,task,engine,math,experiment}/**'],
  rules: {
    'no-restricted-properties': [
      'error',
      { object: 'Math', property: 'random', message: 'Take a RandomStream.' },
      { object: 'Date', property: 'now', message: 'Time is an input, not read in the core.' },
      { object: 'performance', property: 'now', message: 'Time is an input, not read in the core.' },
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
  noHiddenState,
);
