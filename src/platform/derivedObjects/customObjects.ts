/**
 * Custom objects that take no object permissions of their own although their names say nothing of it: custom settings, and
 * details of a standard master (fact B10). An org tells which they are.
 */
import { any, followsParent, opened, permission, reads, writes } from './accessRule.js';
import { rulesOf } from './derivedFamily.js';
import type { DerivedObject } from './derivedFamily.js';

const unlisted = { fits: [], young: false } as const;

/** User permissions that open custom settings: whoever asks for a custom object may ask for one. */
export const customSettingPermissions: readonly string[] = ['ViewAllCustomSettings', 'CustomizeApplication'];

/**
 * A custom setting is read with a permission for all of them, or opened by itself (fact E12). That writing takes Customize
 * Application is practice. An org may also open them all to everybody, which is not read.
 */
export const customSetting = (sobject: string): DerivedObject => ({
  ...unlisted,
  certainty: 'doc',
  writeCertainty: 'known',
  rules: rulesOf({
    ...reads(any(...customSettingPermissions.map(permission), opened(sobject))),
    ...writes(permission('CustomizeApplication')),
  }),
});

/** A detail of a standard master: permission sets keep no rows of it, and access follows the master (fact B10). */
export const detailOf = (master: string): DerivedObject => ({
  ...unlisted,
  certainty: 'known',
  rules: rulesOf(followsParent(master)),
});
