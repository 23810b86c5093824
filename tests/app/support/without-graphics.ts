import { chromiumLaunch } from '../../../scripts/chromium.ts';

/**
 * Browsers that lack what the page would like best. In software the processor backend is by far the fastest for tiny
 * networks, so tests that are not about WebGPU use it too.
 */
function launch(...more: readonly string[]): ReturnType<typeof chromiumLaunch> {
  const { args, ...rest } = chromiumLaunch();
  const others = args.filter(
    (argument) => argument !== '--enable-unsafe-webgpu' && !argument.includes('webgpu-adapter'),
  );
  return { ...rest, args: [...others, '--disable-features=WebGPU', ...more] };
}

export const withoutWebgpu = launch();
export const withoutGraphics = launch('--disable-gpu', '--disable-software-rasterizer');
