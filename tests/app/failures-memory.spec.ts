import { expect, test } from '@playwright/test';
import { reach, story, tinyLink } from './support/tiny.ts';
import { watchForTrouble } from './support/violations.ts';
import { inWorker } from './support/worker.ts';

/** A batch of 128 needs far more than the limits below allow; one of 8 does not. */
const large = tinyLink({ side: '14', stem: 'conv3', ch: '16', batch: '128', m: '1', rbatch: '16' });

test('what would not fit is refused with numbers, and a proposal that one button applies', async ({ page }) => {
  const trouble = await watchForTrouble(page);
  await inWorker(page, () => {
    Object.defineProperty(GPUSupportedLimits.prototype, 'maxStorageBufferBindingSize', { get: () => 40_000_000 });
  });
  await page.goto(large);
  await reach(page, 'failed');
  await expect(story(page)).toContainText(
    /^These settings need one buffer of [\d.]+ [MG]B; this graphics adapter allows at most 40 MB\./,
  );
  await expect(story(page)).toContainText(/With batch \d+ it would need [\d.]+ [kM]B in all\./);
  const space = page.getByRole('region', { name: 'Space' });
  await expect(space).toContainText(/does not fit: [\d.]+ [MG]B in one buffer, 40 MB allowed/);
  const batch = page.getByRole('slider', { name: 'batch', exact: true });
  await expect(batch).toHaveValue('128');

  const apply = page.getByRole('button', { name: /^Use batch \d+$/ });
  const proposed = /\d+/.exec((await apply.textContent()) ?? '')?.[0] ?? '';
  await apply.click();
  await reach(page, 'ready');
  await expect(batch).toHaveValue(proposed);
  await expect(space).not.toContainText('does not fit');
  await page.keyboard.press('Control+z');
  await expect(batch).toHaveValue('128');
  await reach(page, 'failed');
  await batch.fill('8');
  await reach(page, 'ready');
  expect(trouble).toEqual([]);
});

test('a device that runs out of memory leads to the same refusal and proposal', async ({ page }) => {
  await inWorker(page, () => {
    const devices = new WeakMap<GPUDevice, number>();
    // eslint-disable-next-line @typescript-eslint/unbound-method -- bound to its device by call()
    const create = GPUDevice.prototype.createBuffer;
    GPUDevice.prototype.createBuffer = function (this: GPUDevice, descriptor) {
      const held = (devices.get(this) ?? 0) + descriptor.size;
      devices.set(this, held);
      if (held > 60_000_000) {
        const error = new GPUOutOfMemoryError('no memory');
        setTimeout(() => this.dispatchEvent(new GPUUncapturedErrorEvent('uncapturederror', { error })));
      }
      return create.call(this, descriptor);
    };
  });
  await page.goto(large);
  await reach(page, 'failed');
  await expect(story(page)).toContainText(/^The graphics device had no room left for the [\d.]+ MB/);
  await page.getByRole('button', { name: /^Use batch \d+$/ }).click();
  await reach(page, 'ready');
});

test('memory and work are estimated while settings change, before and while a run is on', async ({ page }) => {
  await page.goto(tinyLink());
  const space = page.getByRole('region', { name: 'Space' });
  const memory = async () => /memory\s*about ([\d.]+ \w+)/.exec((await space.textContent()) ?? '')?.[1];
  const work = async () => /whole search\s*about ([\d.]+ \w)/.exec((await space.textContent()) ?? '')?.[1];
  await expect.poll(memory).toBeDefined();
  const [memoryBefore, workBefore] = [await memory(), await work()];
  const batch = page.getByRole('slider', { name: 'batch', exact: true });
  await batch.fill('128');
  await expect.poll(memory).not.toBe(memoryBefore);
  await expect.poll(work).not.toBe(workBefore);
  await batch.fill('8');
  await expect.poll(memory).toBe(memoryBefore);

  await reach(page, 'ready');
  await page
    .getByRole('button', { name: 'One shared-weight step' })
    .or(page.getByTitle(/^One shared-weight step/))
    .first()
    .click();
  await expect(page.locator('footer')).toContainText('step 1 of');
  await batch.fill('128');
  await expect.poll(memory).not.toBe(memoryBefore);
  await expect(space).toContainText('As it will be after Start over.');
  await expect(page.locator('footer')).toContainText('step 1 of');
});
