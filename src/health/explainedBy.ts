/** Which open finding of a check explains an error that the user met: by what is needed, never by the words of a message. */
import type { Finding } from '../kinds/finding.js';
import { isOpen } from '../kinds/verdict.js';
import { sameName } from '../platform/names.js';
import type { ObjectAccess } from '../platform/objectAccess.js';
import type { LoginGroup } from './healthReading.js';
import type { RowError } from './rowErrors.js';

/** An open finding that may be the cause. */
export type LikelyCause = Pick<Finding, 'id' | 'status'>;

const toCause = ({ id, status }: Finding): LikelyCause => ({ id, status });

/** What a job does to records, and the access that it takes. */
const accessOf: ReadonlyMap<string, readonly ObjectAccess[]> = new Map([
  ['insert', ['create']],
  ['update', ['edit']],
  ['upsert', ['create', 'edit']],
  ['delete', ['delete']],
  ['harddelete', ['delete']],
]);

/** What an error of the platform can come from. */
type Cause = 'access' | 'field' | 'automation' | 'requiredField' | 'picklist';

const causesOf: ReadonlyMap<string, readonly Cause[]> = new Map([
  ['INSUFFICIENT_ACCESS', ['access', 'field']],
  ['INSUFFICIENT_ACCESS_OR_READONLY', ['access', 'field']],
  ['INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', ['access']],
  ['CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', ['access', 'automation']],
  ['INVALID_FIELD_FOR_INSERT_UPDATE', ['field']],
  ['INVALID_FIELD', ['field']],
  ['FIELD_INTEGRITY_EXCEPTION', ['field']],
  ['FIELD_CUSTOM_VALIDATION_EXCEPTION', ['automation']],
  ['CANNOT_EXECUTE_FLOW_TRIGGER', ['automation']],
  ['DUPLICATES_DETECTED', ['automation']],
  ['ENTITY_IS_LOCKED', ['automation']],
  ['REQUIRED_FIELD_MISSING', ['requiredField']],
  ['INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', ['picklist']],
]);

/** Statuses of a login, in the words of either list of them (fact N2), and what is wrong with the user then. */
const conditionOf: ReadonlyMap<string, string> = new Map([
  ['user is frozen', 'notFrozen'],
  ['user is inactive', 'active'],
  ['restricted ip', 'ipRanges'],
  ['failed: ip address not allowed', 'ipRanges'],
  ['restricted time', 'loginHours'],
  ['invalid password', 'passwordValid'],
  ['password lockout', 'passwordValid'],
  ['multi-factor required', 'passwordValid'],
]);

/** Statuses that say that the user may not use the API. */
const apiStatuses: ReadonlySet<string> = new Set(['failed: oauth api access disabled', 'api is not enabled']);

/** Statuses that say that the org does not let the app in at all (facts J2, N2). */
const appStatuses: ReadonlySet<string> = new Set([
  'package for this consumer is not installed in your organization',
  'failed: consumer deleted',
]);

/** How many findings are open. */
export const openIn = (findings: readonly Finding[]): number => findings.filter(isOpen).length;

/** The name without regard to the compound or the relationship behind which a message may name it. */
const namesField = (fields: readonly string[], field: string): boolean => fields.some((one) => sameName(one, field));

const fits = (cause: Cause, { need }: Finding, sobject: string, operation: string, error: RowError): boolean => {
  if (!('sobject' in need) || !sameName(need.sobject, sobject)) return false;
  switch (cause) {
    case 'access':
      return need.kind === 'object' && (accessOf.get(operation.toLowerCase()) ?? []).includes(need.access);
    case 'field':
      return need.kind === 'field' && namesField(error.fields, need.field);
    case 'picklist':
      return need.kind === 'picklistValue' && namesField(error.fields, need.field);
    case 'automation':
      return need.kind === 'automation';
    case 'requiredField':
      return String(need.kind) === 'requiredFields';
  }
};

/**
 * The open findings that explain an error of a job.
 * @param sobject and operation of the job
 */
export const explainingError = (
  findings: readonly Finding[],
  sobject: string,
  operation: string,
  error: RowError,
): LikelyCause[] => {
  const causes = causesOf.get(error.code) ?? [];
  return findings
    .filter((finding) => isOpen(finding) && causes.some((cause) => fits(cause, finding, sobject, operation, error)))
    .map(toCause);
};

/** Whether a finding is about the app of this name: then a login through it has to do with no other. */
const isNamed = (findings: readonly Finding[], application: string): boolean =>
  findings.some(({ need }) => need.kind === 'connectedApp' && sameName(need.name, application));

/** The open findings that explain why a login failed. @param login status and application as LoginHistory has them */
export const explainingLogin = (
  findings: readonly Finding[],
  { status, application }: Pick<LoginGroup, 'status' | 'application'>,
): LikelyCause[] => {
  const key = status.trim().toLowerCase();
  const explains = ({ need }: Finding): boolean => {
    switch (need.kind) {
      case 'user':
        return need.condition === conditionOf.get(key);
      case 'userPermission':
        return apiStatuses.has(key) && sameName(need.name, 'ApiEnabled');
      case 'connectedApp':
        return appStatuses.has(key) && (sameName(need.name, application) || !isNamed(findings, application));
      default:
        return false;
    }
  };
  return findings.filter(isOpen).filter(explains).map(toCause);
};
