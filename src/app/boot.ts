// Before the components, so that what a component says of its own elements wins.
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/charts.css';
import './styles/layout.css';
import './styles/results.css';
import './styles/forced-colors.css';
import { mount } from 'svelte';
import App from './App.svelte';
import { figureOf } from './figure/figures.ts';
import { Comparing } from './state/comparing.svelte.ts';
import { Playground } from './state/playground.svelte.ts';
import { unloaded } from './words/unloaded.ts';
import type { WorkerClient } from '../worker/client.ts';

/** Milliseconds that the page waits for its figure: painting it with the rest is sooner than after it. */
const FIGURE_PATIENCE = 100;

/** Draws the whole page with the preset or link at once; the worker starts after the first paint. */
export async function boot(target: Element, connect: () => WorkerClient): Promise<void> {
  const app = new Playground();
  const baseUrl = new URL('.', document.baseURI).href;
  const comparing = new Comparing(app, connect, baseUrl);
  app.ui.showTheme();
  if (location.hash.length > 1) {
    const links = await import('./state/open-link.ts').catch(() => null);
    if (links === null) app.ui.notice = unloaded;
    else links.openLink(app, location.hash);
  }
  const patience = new Promise((resolve) => setTimeout(resolve, FIGURE_PATIENCE));
  await Promise.race([figureOf(app.view.space).parts.load(), patience]);
  mount(App, { target, props: { app, comparing } });
  requestAnimationFrame(() => setTimeout(() => app.connect(connect(), baseUrl)));
  const { surviveTranslation } = await import('./translated.ts');
  surviveTranslation(target);
}
