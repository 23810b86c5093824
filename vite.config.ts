import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './scripts/chromium.ts';

/**
 * The page may load and reach nothing but its own origin. The built page says so itself, for hosts that set no headers;
 * as a header it also binds the worker.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Only the built page: Vite's development server needs inline scripts and styles. */
const policyInPage: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
};

/** The notices of the data go wherever the build goes, as their licences ask. */
const noticeInBuild: Plugin = {
  name: 'notice',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'NOTICE.txt', source: readFileSync('NOTICE') });
  },
};

/** The figure of the default family of spaces, with the parts that figures share. */
const FIRST_FIGURE = 'cells';

/** The first figure is fetched along with the page: it is on the page before anything is chosen. */
const firstFigureInPage: Plugin = {
  name: 'first-figure',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_, { bundle = {} }) =>
      Object.values(bundle).flatMap((file) => {
        if (file.type !== 'chunk' || file.name !== FIRST_FIGURE) return [];
        const link = (rel: string, path: string) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `./${path}` },
          injectTo: 'head' as const,
        });
        const styles = [...(file.viteMetadata?.importedCss ?? [])];
        return [link('modulepreload', file.fileName), ...styles.map((path) => link('stylesheet', path))];
      }),
  },
};

export default defineConfig({
  base: './',
  plugins: [svelte(), policyInPage, firstFigureInPage, noticeInBuild],
  worker: { format: 'es' },
  build: {
    target: 'es2023',
    license: { fileName: 'licences.md' },
    chunkSizeWarningLimit: 2_500,
    rolldownOptions: {
      output: {
        // One file compresses better than many.
        codeSplitting: {
          groups: [
            { name: 'page', tags: ['$initial'] },
            { name: FIRST_FIGURE, test: /figure\/(cells|micro)\/(?!WholeNetwork|network-layout)/ },
          ],
        },
      },
    },
  },
  preview: { headers: { 'Content-Security-Policy': contentSecurityPolicy } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          setupFiles: ['tests/support/close-in-l2.ts'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          include: ['tests/gpu/**/*.test.ts'],
          setupFiles: ['tests/support/close-in-l2.ts'],
          testTimeout: 180_000,
          fileParallelism: false,
          // One page for all files: tfjs is loaded once, and kernels that are known to a device are not compiled again.
          isolate: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: chromiumLaunch(),
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
    ],
  },
});
