/** Receipts and permission sets for the tests of a revoke: tests name only what they are about. */
import type { Receipt, ReceiptStep } from '../../../src/grant/receipt.js';
import type { ObjectAccess } from '../../../src/platform/objectAccess.js';
import type { StandingAssignment, StandingSet } from '../../../src/access/standingSet.js';

export const setId = '0PS000000000001AAA';
export const setName = 'Integration_acme';
export const mark = 'sf integration grant: permissions that Acme (acme) needs.';

/** Ids of records by the name of the user: `assignmentOf('ann')`. */
const longId = (prefix: string, name: string): string => `${prefix}${name.padStart(12, '0')}AAA`;
export const userOf = (name: string): string => longId('005', name);
export const assignmentOf = (name: string): string => longId('0Pa', name);
export const licenseOf = (name: string): string => longId('2LA', name);
export const mailOf = (name: string): string => `${name}@example.com`;

/** `object:Account:read edit`, `field:Account.Site:read`, `userPermission:RunReports`, each with `was read` where it was. */
export const setStep = (
  added: readonly string[],
  more: Partial<Extract<ReceiptStep, { step: 'permissionSet' }>> = {},
): ReceiptStep => ({
  step: 'permissionSet',
  state: 'done',
  added: added.map((words) => ({
    id: words.split(' ')[0] ?? '',
    before: words.endsWith(' was read') ? 'read' : 'none',
  })),
  platformAdds: [],
  objectsBefore: [],
  ...more,
});

export const givenTo = (
  step: 'assignments' | 'licenses' | 'namedSets',
  names: readonly string[],
  { state = 'done', recordIds = true }: { state?: ReceiptStep['state']; recordIds?: boolean } = {},
): ReceiptStep => ({
  step,
  state,
  assigned: names.map((name) => ({
    userId: userOf(name),
    username: mailOf(name),
    what: step === 'licenses' ? 'SomePsl' : setName,
    recordId: recordIds ? (step === 'licenses' ? licenseOf(name) : assignmentOf(name)) : null,
  })),
});

export const receiptOf = (
  users: readonly string[],
  steps: readonly ReceiptStep[],
  more: Partial<Receipt> = {},
): Receipt => ({
  schemaVersion: 1,
  org: { id: '00D000000000001EAA', instanceUrl: 'https://example.my.salesforce.com' },
  integration: 'acme',
  reference: './acme.yml',
  variant: null,
  startedAt: '2026-11-01T00:00:00.000Z',
  users: users.map(mailOf),
  userIds: users.map(userOf),
  permissionSet: { name: setName, id: setId, created: true },
  steps,
  ...more,
});

export const assigned = (name: string, id = assignmentOf(name)): StandingAssignment => ({
  id,
  userId: userOf(name),
  username: mailOf(name),
  assignedAt: null,
});

/** A set that holds these: `Account: 'read edit'` as an object, `'Account.Site': 'read'` as a field. */
export const standingSet = (
  holds: Readonly<Record<string, string>>,
  { users = [], ...more }: Partial<Omit<StandingSet, 'assignments'>> & { users?: readonly string[] } = {},
): StandingSet => ({
  id: setId,
  name: setName,
  description: mark,
  userPermissions: Object.keys(holds).filter((name) => holds[name] === 'on'),
  objects: Object.entries(holds)
    .filter(([name, words]) => words !== 'on' && !name.includes('.'))
    .map(([sobject, words]) => ({
      id: `110${sobject}`,
      sobject,
      accesses: new Set(words.split(' ').filter((word) => word !== '') as ObjectAccess[]),
    })),
  fields: Object.entries(holds)
    .filter(([name]) => name.includes('.'))
    .map(([name, access]) => ({
      id: `01k${name}`,
      sobject: name.split('.')[0] ?? '',
      field: name.split('.')[1] ?? '',
      access: access === 'edit' ? 'edit' : 'read',
    })),
  assignments: users.map((name) => assigned(name)),
  groups: [],
  createdAt: null,
  ...more,
});
