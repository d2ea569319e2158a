import { derivedObjectNames } from '../platform/derivedObjects/derivedObject.js';
import { permissionsInRules } from '../platform/dependencyRules.js';
import { integrationLicense } from '../platform/integrationLicense.js';
import { fullLicense } from '../platform/fullLicense.js';
import { labeledObjects } from '../platform/labels/objectLabels.js';
import { permissionSetLicenseLabels } from '../platform/labels/permissionSetLicenseLabels.js';
import { userPermissionLabels } from '../platform/labels/userPermissionLabels.js';
import { keyOf } from '../platform/names.js';
import { flagLabel, userFlags } from '../platform/userFlags.js';
import type { NamedThing } from './namedThing.js';

/** Profiles that pages name and every org of their edition has; in other languages some are called otherwise (fact A13). */
const profileNames = [
  'System Administrator',
  'Standard User',
  'Minimum Access - Salesforce',
  'Minimum Access - API Only Integrations',
];

/** Things of which an earlier one has the name already are left out. */
const eachOnce = (things: readonly NamedThing[]): NamedThing[] =>
  [...new Map([...things].reverse().map((thing) => [`${thing.kind} ${keyOf(thing.name)}`, thing])).values()].reverse();

/** What is known without an org: names that the rules of this plugin mention, with the labels that are known of them. */
export const builtInThings = (): NamedThing[] =>
  eachOnce([
    ...userPermissionLabels.map(([name, label]): NamedThing => ({ kind: 'userPermission', name, label })),
    ...permissionsInRules().map((name): NamedThing => ({ kind: 'userPermission', name, label: null })),
    ...labeledObjects.map(({ name, label }): NamedThing => ({ kind: 'object', name, label })),
    ...derivedObjectNames().map((name): NamedThing => ({ kind: 'object', name, label: null })),
    ...labeledObjects.flatMap(({ name, label: objectLabel, fields }) =>
      Object.entries(fields).map(([field, label]): NamedThing => ({
        kind: 'field',
        name: `${name}.${field}`,
        label,
        also: [`${objectLabel} ${label}`],
      })),
    ),
    { kind: 'userLicense', name: fullLicense, label: null },
    { kind: 'userLicense', name: integrationLicense, label: null },
    ...permissionSetLicenseLabels.map(([name, label]): NamedThing => ({ kind: 'permissionSetLicense', name, label })),
    ...userFlags.map((flag): NamedThing => ({ kind: 'userFlag', name: flag, label: flagLabel(flag) })),
    ...profileNames.map((name): NamedThing => ({ kind: 'profile', name, label: name })),
  ]);
