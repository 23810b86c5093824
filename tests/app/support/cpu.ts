import { chromiumLaunch } from '../../../scripts/chromium.ts';

/**
 * A browser without any graphics, so that the page computes on the CPU: the fastest for the smallest networks. What a
 * control does is the same there; the whole way on WebGPU is tested apart.
 */
export const cpuLaunch = {
  ...chromiumLaunch(),
  args: ['--disable-gpu', '--disable-software-rasterizer', '--no-first-run'],
};
