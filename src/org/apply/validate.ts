import { setTimeout as delay } from 'node:timers/promises';
import type { Plan } from '../../grant/grantPlan.js';
import type { OrgClient } from '../orgClient.js';
import type { Reply } from '../reply.js';
import { isPermissionSetName } from '../../files/permissionSetName.js';
import { ProjectFileMistake } from '../../files/projectFileMistake.js';
import { OrgFailure } from '../failure.js';

/** One thing that the org has against the permission set, in its own words. */
export type ValidationProblem = {
  readonly component: string;
  readonly problem: string;
  readonly line?: number;
  readonly column?: number;
};

/** What the org says of a permission set before it is deployed; `ok: null` where it did not say. */
export type ValidationResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly problems: readonly ValidationProblem[] }
  | {
      readonly ok: null;
      /** Not authorised: the runner may not use the Metadata API (fact H3). */
      readonly reason: 'NOT_AUTHORISED' | 'NOT_FINISHED' | 'CANCELED' | 'REFUSED';
      readonly detail: string;
    };

export type ValidationOptions = {
  /** How long to wait for the org's verdict; the deadline of the whole run may end it earlier. */
  readonly waitMs?: number;
  /** Pauses between two looks, in milliseconds; the last one is repeated. */
  readonly pausesMs?: readonly number[];
  /** Called before each pause. */
  readonly onWait?: () => void;
};

const defaultWaitMs = 120_000;
const defaultPausesMs: readonly number[] = [250, 500, 1000, 2000];

/** Errors that mean that this user may not use the Metadata API. */
const notAuthorised = /INSUFFICIENT_ACCESS|API_DISABLED|FUNCTIONALITY_NOT_ENABLED/;

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The client gives numbers and booleans of SOAP as such where it knows the type, else as text. */
const isTrue = (value: unknown): boolean => value === true || value === 'true';

const packageXml = (name: string, apiVersion: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Package xmlns="http://soap.sforce.com/2006/04/metadata">
    <types>
        <members>${name}</members>
        <name>PermissionSet</name>
    </types>
    <version>${apiVersion}</version>
</Package>
`;

/** A package of Metadata API format with one permission set in it. */
const zipOf = async (name: string, xml: string, apiVersion: string): Promise<Buffer> => {
  const { default: JSZip } = await import('jszip');
  const zip = new JSZip();
  zip.file('package.xml', packageXml(name, apiVersion));
  zip.file(`permissionsets/${name}.permissionset`, xml);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
};

const refused = ({ errorCode, message }: Extract<Reply, { ok: false }>): ValidationResult => ({
  ok: null,
  reason: notAuthorised.test(errorCode) ? 'NOT_AUTHORISED' : 'REFUSED',
  detail: `${errorCode.replace(/^sf:/, '')}: ${message}`,
});

const place = (key: 'line' | 'column', value: unknown): { line?: number; column?: number } => {
  const number = Number(value ?? Number.NaN);
  return Number.isInteger(number) && number > 0 ? { [key]: number } : {};
};

const problemOf = (message: Readonly<Record<string, unknown>>): ValidationProblem => ({
  component: text(message['fullName']) || text(message['fileName']),
  problem: text(message['problem']),
  ...place('line', message['lineNumber']),
  ...place('column', message['columnNumber']),
});

/** The verdict of a finished check. */
const verdict = (name: string, deployment: Readonly<Record<string, unknown>>): ValidationResult => {
  const status = text(deployment['status']);
  if (/^Cancel/.test(status)) return { ok: null, reason: 'CANCELED', detail: text(deployment['id']) };
  const problems = listOf(record(deployment['details'])['componentFailures'])
    .map(record)
    .filter((message) => !isTrue(message['success']) && message['problemType'] !== 'Warning')
    .map(problemOf);
  if (isTrue(deployment['success']) && problems.length === 0) return { ok: true };
  if (problems.length > 0) return { ok: false, problems };
  // A deployment can fail without a word about any component (fact H11).
  const words = [deployment['errorStatusCode'], deployment['errorMessage']].map(text).filter((word) => word !== '');
  return { ok: false, problems: [{ component: name, problem: words.join(': ') || status }] };
};

/**
 * Has the org check a permission set as if it were deployed: check-only, nothing changes. Sends exactly this one set.
 * @param xml all that the set is to hold, what the org has of it among it (`plannedFile`): a deploy replaces (fact H1),
 * so the check of anything less would be the check of something else
 * @throws OrgFailure when the connection breaks, the session ends, or the person interrupts; ProjectFileMistake for a
 * name that no permission set can have
 */
export const validateInOrg = async (
  client: OrgClient,
  { permissionSet: { name } }: Pick<Plan, 'permissionSet'>,
  xml: string,
  options: ValidationOptions = {},
): Promise<ValidationResult> => {
  const { waitMs = defaultWaitMs, pausesMs = defaultPausesMs, onWait } = options;
  if (!isPermissionSetName(name)) throw new ProjectFileMistake('BadName', name);
  const endsAt = Date.now() + waitMs;
  let id = '';
  try {
    const started = await client.startValidation(await zipOf(name, xml, client.apiVersion));
    if (!started.ok) return refused(started);
    id = text(started.body);
    for (let look = 0; ; look += 1) {
      const reply = await client.validationStatus(id);
      if (!reply.ok) return refused(reply);
      const deployment = record(reply.body);
      if (isTrue(deployment['done'])) return verdict(name, deployment);
      const pause = pausesMs[Math.min(look, pausesMs.length - 1)] ?? 0;
      if (Date.now() + pause >= endsAt) return { ok: null, reason: 'NOT_FINISHED', detail: id };
      onWait?.();
      await delay(pause);
    }
  } catch (error) {
    // The plan that is being shown is no worse for a check that took too long.
    if (error instanceof OrgFailure && error.code === 'GAVE_UP_WAITING') {
      return { ok: null, reason: 'NOT_FINISHED', detail: id };
    }
    throw error;
  }
};
