/** The one door to tfjs: its umbrella package and the WebGPU backend, which that leaves out. */
export * from '@tensorflow/tfjs';
export { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
