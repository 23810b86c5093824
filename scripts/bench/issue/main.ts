import { create, globals } from 'webgpu';

/** Runs in a Node process of its own: WebGPU by Dawn's null backend must be there before tfjs is imported. */
Object.assign(globalThis, globals);
Object.defineProperty(globalThis, 'navigator', { value: { gpu: create(['backend=null']) }, configurable: true });
const { measureIssue } = await import('./measure.ts');
process.send?.(await measureIssue());
process.disconnect();
