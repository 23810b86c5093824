import type { Adapter } from '../../worker/protocol.ts';

/** What computes or computed, in a few words; empty where that is not known. */
export function machineWords(adapter: Pick<Adapter, 'vendor' | 'architecture'> | null | undefined): string {
  return [adapter?.vendor, adapter?.architecture].filter((word) => word !== undefined && word !== '').join(' ');
}
