import { familyIds } from '../../space/spaces.ts';
import { families } from '../families/families.ts';
import { choice, type Setting } from './setting.ts';

/** Which networks there are; what else a space is made of, its family says. */
export const spaceSettings = {
  family: choice({
    link: 'space',
    group: 'space',
    label: 'search space',
    hint: 'What kind of network is designed.',
    default: 'micro',
    options: familyIds.map((value) => ({ value, label: families[value].label })),
  }),
} as const satisfies Record<string, Setting>;
