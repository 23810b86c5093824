import { GRAPHICS_HELP } from '../chromium.ts';
import { presets } from '../../src/experiment/presets.ts';
import { defaultSettings, settingKeys, settingOf } from '../../src/experiment/schema.ts';
import type { Setting } from '../../src/experiment/settings.ts';
import { studies, studyIds } from '../../src/experiment/studies/studies.ts';
import { printSetting } from '../../src/experiment/text.ts';

const studyCommands = studyIds.map((id) => studies[id].command);

function usageOf({ option, setting }: (typeof studyCommands)[number]): string {
  return setting === null ? `[--${option}]` : `[--${option} N]`;
}

/** What `npm run search -- --help` prints. */
export function helpText(): string {
  const presetLines = presets.map(({ id, summary }) => `  ${id.padEnd(14)} ${summary}`);
  const settingLines = settingKeys.map((key) => {
    const setting = settingOf(key);
    return `  ${setting.link.padEnd(9)} ${setting.label}: ${rangeOf(setting)} (${printSetting(defaultSettings[key])})`;
  });
  return `Searches in a headless browser, in the worker of the page, and writes the run record as JSON.

npm run search -- [--preset NAME | --link 'FRAGMENT OR ADDRESS' [--no-search]] [--set KEY=VALUE …]
                  [--strategy NAME] [--seconds N | --rounds N] ${studyCommands.map(usageOf).join(' ')} [--out FILE]
                  [--compare STRATEGIES | --sweep LAMBDAS] [--seeds N] [--records FOLDER]
                  [--resume FILE] [--text FILE]
                  [--backend webgpu|webgl|cpu] [--form engine|reference]

  --preset    an experiment by name; ${presets[0]?.id ?? ''} where neither it nor --link is given
  --link      an experiment as the page's “Copy link” gives it
  --no-search train the child that the link brings, with --retrain, instead of searching for one
  --set       one setting over that, as often as wanted
  --seconds   stop the search after so long and derive from what it has learned by then
  --rounds    the same as --set rounds=N
  --strategy  the same as --set strategy=NAME
${studyCommands.map(({ option, help }) => `  --${option.padEnd(9)} ${help}`).join('\n')}
  --compare   run these strategies (NAME,NAME,…) at equal budget over several seeds, train what they find from
              scratch, and write the comparison: a table and what may be said of it go to standard error
  --sweep     the same over prices of work λ (NUMBER,NUMBER,…)
  --seeds     how many seeds; the same as --set seeds=N
  --records   a folder for the whole record of each search of a comparison; the comparison has their outcomes alone
  --resume    go on with a comparison from its file, and into it where there is no --out
  --text      the text to learn from, in UTF-8, where the settings say text=own-text; it stays on this machine
  --out       where the record goes, a comparison after each part that is done; standard output without it
  --backend   where to compute; the best that there is without it
  --form      who computes on WebGPU: the engine, or plain tfjs as the reference

Presets
${presetLines.join('\n')}

Settings: range (default)
${settingLines.join('\n')}

${GRAPHICS_HELP}

Exit status: 0 done, 1 the run failed (what there is of it is written), 2 wrong arguments, 130 interrupted: what
there is of the record is written, too.
`;
}

function rangeOf(setting: Setting): string {
  switch (setting.kind) {
    case 'integer':
    case 'real':
      return `${setting.min} to ${setting.max}`;
    case 'switch':
      return 'true or false';
    case 'choice':
      return setting.options.map(({ value }) => value).join(' or ');
    case 'set':
      return `some of ${setting.options.map(({ value }) => value).join(',')}`;
  }
}
