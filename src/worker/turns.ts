const channel = new MessageChannel();
let resume: (() => void) | null = null;
channel.port1.onmessage = () => {
  resume?.();
  resume = null;
};

/**
 * Lets waiting commands in before going on. A promise alone would not: the processor backend answers without ever
 * leaving the current task. A timer would cost 4 ms each time.
 */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    resume = resolve;
    channel.port2.postMessage(null);
  });
}
