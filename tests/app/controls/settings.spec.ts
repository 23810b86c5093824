import type { Locator } from '@playwright/test';
import { methodSettings } from '../../../src/experiment/methods/methods.ts';
import { appliesTo, settingKeys, settingOf } from '../../../src/experiment/schema.ts';
import { settingsTable, type Setting } from '../../../src/experiment/settings.ts';
import { presets } from '../../../src/experiment/presets.ts';
import { setting as words } from '../../../src/app/words/numbers.ts';
import { smallLink } from '../support/links.ts';
import { expect, test } from '../support/test.ts';

/** Labels hold the default too once the value is another. */
const startsWith = (label: string) => new RegExp(`^${label.replace(/[^\w ]/g, '.')}`);

/** Sets a control to another value as a person does; false where it has only one. */
async function change(panel: Locator, setting: Setting): Promise<boolean> {
  switch (setting.kind) {
    case 'integer':
    case 'real': {
      const slider = panel.getByRole('slider', { name: setting.label, exact: true });
      const before = await slider.getAttribute('aria-valuetext');
      await slider.press('End');
      if ((await slider.getAttribute('aria-valuetext')) === before) await slider.press('Home');
      const range = `from ${words(setting.min)} to ${words(setting.max)}`;
      await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(range));
      await expect(slider).not.toHaveAttribute('aria-valuetext', before ?? '');
      return true;
    }
    case 'choice': {
      const select = panel.getByRole('combobox', { name: startsWith(setting.label) });
      const now = await select.inputValue();
      const other = setting.options.find(({ value }) => value !== now);
      await expect(select.getByRole('option')).toHaveText(setting.options.map(({ label }) => label));
      if (other === undefined) return false;
      await select.selectOption(other.label);
      await expect(select).toHaveValue(other.value);
      return true;
    }
    case 'switch':
      await panel.getByRole('checkbox', { name: setting.label, exact: true }).check();
      return true;
    case 'set': {
      const group = panel.getByRole('group', { name: setting.label, exact: true });
      for (const { label } of setting.options.slice(1)) await group.getByRole('checkbox', { name: label }).uncheck();
      const last = group.getByRole('checkbox', { name: setting.options[0]?.label ?? '' });
      await expect(last).toBeChecked();
      await expect(last).toBeDisabled();
      return true;
    }
  }
}

test('every setting can be changed, waits for Start over, and can be taken back and made again', async ({
  app,
  page,
}) => {
  await app.open();
  await app.button('weights').click();
  await app.counts(1, 0);
  for (const more of await app.settings.getByText(/^\d+ more$/).all()) await more.click();

  const notes = app.settings.getByText(/waits for Start over/);
  let waiting = 0;
  const elsewhere = ['seed', 'family', 'strategy'];
  for (const key of settingKeys) {
    if (elsewhere.includes(key) || settingOf(key).group === 'compare') continue;
    if (!appliesTo(key, { family: 'micro', strategy: 'enas' })) continue;
    if (await change(app.settings, settingOf(key))) waiting++;
    await expect(notes).toHaveCount(waiting);
  }
  await expect(app.run).toContainText(`${waiting} waiting`);
  await app.counts(1, 0);

  await app.settings.getByRole('heading', { name: 'Task' }).click();
  await page.keyboard.press('Control+z');
  await expect(notes).toHaveCount(waiting - 1);
  await page.keyboard.press('Control+Shift+z');
  await expect(notes).toHaveCount(waiting);
  await expect(async () => {
    await page.keyboard.press('Control+z');
    await expect(notes).toHaveCount(0, { timeout: 1 });
  }).toPass({ intervals: [1] });
});

test('each strategy has its own settings, and steps that it can do one at a time', async ({ app }) => {
  await app.open(smallLink({ budget: 1_000, updates: 20 }));
  const select = app.settings.getByRole('combobox', { name: startsWith('strategy') });
  const own = settingKeys.filter((key) => Object.hasOwn(methodSettings, key));
  for (const { value, label } of settingsTable.strategy.options) {
    await select.selectOption(label);
    await app.is('ready');
    for (const more of await app.settings.getByText(/^\d+ more$/).all()) {
      if ((await more.locator('..').getAttribute('open')) === null) await more.click();
    }
    for (const key of own) {
      const setting = settingOf(key);
      const role = { integer: 'slider', real: 'slider', choice: 'combobox', switch: 'checkbox', set: 'group' } as const;
      const control = app.settings.getByRole(role[setting.kind], { name: startsWith(setting.label) });
      const shown = appliesTo(key, { family: 'micro', strategy: value });
      await expect(control, `${setting.label} with ${value}`).toHaveCount(shown ? 1 : 0);
    }
    await expect(app.button('policy')).toBeEnabled({ enabled: value === 'enas' || value === 'reinforce-scratch' });
    await expect(app.button('child')).toHaveCount(value === 'enas' ? 0 : 1);
  }
});

test('before a run has begun a change is taken at once, with the size of the space', async ({ app }) => {
  await app.open();
  const nodes = app.settings.getByRole('slider', { name: 'nodes in a cell' });
  const space = app.settings.getByRole('region', { name: 'Space' });
  await expect(space).toContainText('16 choices');
  await nodes.press('ArrowLeft');
  await expect(nodes).toHaveAttribute('aria-valuetext', /^1, from 1 to 5/);
  await expect(space).toContainText('8 choices');
  await expect(app.settings.getByText(/waits for Start over/)).toHaveCount(0);
  await app.is('ready');
  await app.playToTheEnd();
  await expect(app.chips).toHaveCount(2);
});

test('a waiting setting runs after Start over', async ({ app }) => {
  await app.open();
  await app.button('round').click();
  await app.counts(2, 2);
  await app.settings.getByRole('slider', { name: 'rounds' }).press('ArrowRight');
  await expect(app.settings).toContainText('3 waits for Start over; 2 is running');
  await app.button('Start over').click();
  await expect(app.status).toContainText('step 0 of 6 · update 0 of 6');
  await expect(app.settings.getByText(/waits for Start over/)).toHaveCount(0);
});

test('the splits follow the train images', async ({ app }) => {
  await app.open();
  await app.settings.getByRole('slider', { name: 'train images' }).press('End');
  await expect(app.settings.getByRole('list', { name: 'Splits' })).toContainText(
    /11.000\s+train\s+1.000\s+validation\s+2.000\s+test/,
  );
});

test('a preset sets everything; with a run on, it waits', async ({ app, page }) => {
  await app.open();
  const preset = page.getByRole('combobox', { name: 'Preset' });
  await expect(preset.getByRole('option')).toHaveText(presets.map(({ label }) => label));
  await app.button('weights').click();
  await app.counts(1, 0);
  for (const { id, settings } of presets) {
    await preset.selectOption(id);
    const batch = app.settings.getByRole('slider', { name: 'batch', exact: true });
    await expect(batch).toHaveAttribute('aria-valuetext', new RegExp(`^${settings.batch} .*from`));
    await expect(app.settings.getByText(/^default/)).toHaveCount(0);
  }
  await expect(app.run).toContainText(/\d+ waiting/);
});

test('what the pictures are and where they come from can be read', async ({ app }) => {
  await app.open();
  await expect(app.settings.getByRole('list', { name: 'One example of each class' }).getByRole('listitem')).toHaveCount(
    10,
  );
  await app.settings.getByText('where the pictures come from').click();
  await expect(app.settings.getByText(/Licence:/)).toBeVisible();
});
