import { crossChecks } from '../../src/experiment/cross-checks.ts';
import { settingKeys, settingOf } from '../../src/experiment/schema.ts';
import type { Setting, Settings } from '../../src/experiment/settings.ts';
import type { RandomStream } from '../../src/math/random.ts';

function randomValue(setting: Setting, random: RandomStream): unknown {
  switch (setting.kind) {
    case 'integer':
      return setting.min + setting.step * random.integer(Math.floor((setting.max - setting.min) / setting.step) + 1);
    case 'real':
      return [setting.min, setting.max, setting.min + (setting.max - setting.min) * random.uniform()][
        random.integer(3)
      ];
    case 'switch':
      return random.integer(2) === 1;
    case 'choice':
      return setting.options[random.integer(setting.options.length)]?.value;
    case 'set': {
      const values = setting.options.map(({ value }) => value);
      const kept = values.filter(() => random.integer(2) === 1);
      return kept.length === 0 ? values : kept;
    }
  }
}

/** Settings of which each is drawn from all that its line of the table allows. */
export function randomSettings(random: RandomStream): Settings {
  for (;;) {
    const entries = settingKeys.map((key) => [key, randomValue(settingOf(key), random)] as const);
    const settings = Object.fromEntries(entries) as unknown as Settings;
    if (crossChecks(settings).length === 0) return settings;
  }
}
