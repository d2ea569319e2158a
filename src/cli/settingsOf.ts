/** What the team's project file says in place of flags, as it is told. */
import { fillingWords } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { ChosenIntegration, FlagsGiven } from '../project/chooseIntegrations.js';
import type { SettingUsed } from './originText.js';
import { outputSetting } from './projectOutputs.js';

/** What the file fills in, and no flag. */
const fillingIn = ({ parameters = {} }: Filling, flags: Filling): Filling => ({
  parameters: Object.fromEntries(Object.entries(parameters).filter(([name]) => flags.parameters?.[name] === undefined)),
});

/** What the project file says in place of flags, each key once. */
export const settingsOf = (
  chosen: readonly ChosenIntegration[],
  flags: FlagsGiven,
  outputs: readonly string[],
  file: string,
): SettingUsed[] => {
  const inFile = chosen.filter(({ isInFile }) => isInFile);
  const values = (key: string, flag: unknown, of: (one: ChosenIntegration) => readonly string[]): SettingUsed[] => {
    const value = [...new Set(inFile.flatMap(of))].join(', ');
    return flag !== undefined || value === '' ? [] : [{ key, value, file }];
  };
  const one = (value: string | null): readonly string[] => (value === null ? [] : [value]);
  const filled = (filling: Filling): string[] => fillingWords(filling).filter((word) => word !== '--set');
  return [
    ...values('integration', flags.integrations, ({ reference }) => [reference]),
    ...values('user', flags.users, ({ users }) => users ?? []),
    ...values('authentication', flags.authentication, ({ authentication }) => one(authentication)),
    ...values('waivers', flags.waivers, ({ waivers }) => one(waivers)),
    ...values('fail-on', flags.failOn, ({ failOn }) => one(failOn)),
    ...outputSetting(outputs, file),
    ...values('set', undefined, (one) => filled(fillingIn(one, flags))),
    ...values('notify', undefined, ({ notify }) => notify),
  ];
};
