/** The table of rule kinds: schemas, ids, reading, judgement and descriptions all follow from it. */
import { anyOf } from './anyOf/anyOfKind.js';
import { apexClass } from './apexClass/apexClassKind.js';
import { api } from './api/apiKind.js';
import { automation } from './automation/automationKind.js';
import { connectedApp } from './connectedApp/connectedAppKind.js';
import { customPermission } from './customPermission/customPermissionKind.js';
import { field } from './field/fieldKind.js';
import type { Finding } from './finding.js';
import { historyTracking } from './historyTracking/historyTrackingKind.js';
import type { CodesIn, Kind } from './kind.js';
import { manual } from './manual/manualKind.js';
import { object } from './object/objectKind.js';
import { packageKind } from './package/packageKind.js';
import { parameter } from './parameter/parameterKind.js';
import { permissionSetAssigned } from './permissionSetAssigned/permissionSetAssignedKind.js';
import { permissionSetLicense } from './permissionSetLicense/permissionSetLicenseKind.js';
import { picklistValue } from './picklistValue/picklistValueKind.js';
import { profile } from './profile/profileKind.js';
import { userFlag } from './userFlag/userFlagKind.js';
import { recordVisibility } from './recordVisibility/recordVisibilityKind.js';
import { userLicense } from './userLicense/userLicenseKind.js';
import { userPermission } from './userPermission/userPermissionKind.js';

/** Every kind by its key in a rule, in the order of the documentation. */
export const kinds = {
  userPermission,
  object,
  field,
  historyTracking,
  api,
  picklistValue,
  automation,
  permissionSetAssigned,
  customPermission,
  apexClass,
  connectedApp,
  permissionSetLicense,
  userLicense,
  profile,
  userFlag,
  package: packageKind,
  recordVisibility,
  manual,
  anyOf,
  parameter,
} as const;

/** The kind keys of a rule. */
export type RuleKind = keyof typeof kinds;

/** What is needed, by kind. Names are spelled as the definition spells them; comparison ignores case. */
export type Need = (typeof kinds)[RuleKind] extends infer K ? (K extends Kind<infer N, string> ? N : never) : never;

/** Finding codes that only one kind gives. */
export type KindCode = CodesIn<(typeof kinds)[RuleKind]['codes']>;

export const ruleKinds = Object.keys(kinds) as RuleKind[];

/** Whether there are rules of this kind: there are needs, too, that no rule names. */
export const isRuleKind = (kind: string): kind is RuleKind => Object.hasOwn(kinds, kind);

/** The kind of a need. The table pairs each kind with its own needs, which the type of a lookup cannot express. */
export const kindOf = (need: Need): Kind<Need, KindCode> => kinds[need.kind] as unknown as Kind<Need, KindCode>;

/** Whether rules ask for needs of this kind. */
export const isRuleNeed = (need: Finding['need']): need is Need => isRuleKind(need.kind);
