import { settingOfPermission } from '../platform/settingsOfPermissions.js';
import { verdict } from './verdict.js';
import type { Verdict } from './verdict.js';

/** The verdict for a user permission that this org does not have, with the setting that would bring it where one is known. */
export const noSuchPermission = (name: string): Verdict => {
  const setting = settingOfPermission(name);
  return verdict('impossible', 'NO_SUCH_USER_PERMISSION', [name], setting === undefined ? {} : { variant: setting });
};
