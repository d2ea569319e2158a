/**
 * Custom objects that take no object permissions of their own although their names say nothing of it: custom settings, and
 * details of a standard master (fact B10). An org tells which they are.
 */
import { any, followsParent, permission, reads, writes } from './accessRule.js';
import { rulesOf } from './derivedFamily.js';
import type { DerivedObject } from './derivedFamily.js';

const unlisted = { fits: [], young: false } as const;

/** User permissions that open custom settings: whoever asks for a custom object may ask for one. */
export const customSettingPermissions: readonly string[] = ['ViewAllCustomSettings', 'CustomizeApplication'];

/**
 * Custom settings: an org may also open them all, or one to a profile or permission set (fact E12); that writing takes
 * Customize Application is practice.
 */
export const customSetting: DerivedObject = {
  ...unlisted,
  certainty: 'doc',
  writeCertainty: 'known',
  rules: rulesOf({
    ...reads(any(...customSettingPermissions.map(permission))),
    ...writes(permission('CustomizeApplication')),
  }),
};

/** A detail of a standard master: permission sets keep no rows of it, and access follows the master (fact B10). */
export const detailOf = (master: string): DerivedObject => ({
  ...unlisted,
  certainty: 'known',
  rules: rulesOf(followsParent(master)),
});
