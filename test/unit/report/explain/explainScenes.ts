/** Questions of one user, with what stands behind what he has. */
import { known } from '../../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../../src/access/snapshot.js';
import type { Entry } from '../../../../src/access/entry.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { explain } from '../../../../src/explain/explanation.js';
import type { SetHolding } from '../../../../src/explain/setHolding.js';
import { requirementFor } from '../../../../src/explain/subject.js';
import { explainReport } from '../../../../src/report/explain/explainReport.js';
import type { ExplainReport } from '../../../../src/report/explain/explainReport.js';
import type { ExplainTextOptions } from '../../../../src/report/explain/explainText.js';
import type { Words } from '../../../../src/report/words.js';
import type { View } from '../../../support/golden.js';
import { snapshot, source, user } from '../../support/snapshot.js';
import type { SourceSpec, UserSpec } from '../../support/snapshot.js';
import { definition, wordsOf } from '../support/scenes.js';

const [own, ofCheck] = [wordsOf('integration.explain'), wordsOf('integration.check')];
export const words: Words = (key, tokens) => (key.startsWith('report.') ? ofCheck : own)(key, tokens);

export type ExplainScene = {
  readonly sources: readonly SourceSpec[];
  readonly entry?: Entry;
  readonly rules?: readonly string[];
  readonly without?: string;
  readonly sets?: readonly SetHolding[];
  readonly lookedFor?: readonly Entry[];
  readonly change?: (user: InspectedUser) => InspectedUser;
};

/** A permission set of the org that holds what was looked for. */
export const set = (
  name: string,
  orgWide: readonly string[] = [],
  counts: SetHolding['counts'] = { objects: 1, fields: 1240, setup: null },
): SetHolding => ({
  ...{ type: 'PermissionSet', id: `0PS5g${name}`, name, namespace: null, label: name, licenseId: null },
  ...{ orgWide, counts },
});

/** What is said of one user. @param who the user, and how many calls the reading took */
export const explained = (
  { sources, entry, rules, without, sets = [], lookedFor = entry ? [entry] : [], change = (one) => one }: ExplainScene,
  who: UserSpec = { name: 'Integration User', username: 'integration@example.com' },
): ExplainReport => {
  const whole = change({
    ...user(who),
    evidence: {
      mode: 'admin',
      sources: known(sources.map(source)),
      objectRows: known(true),
      fieldRows: known(true),
      userPermissionRows: known(true),
    },
  });
  const read = snapshot(whole);
  const explanation = explain(
    {
      subject: entry === undefined ? null : requirementFor(entry),
      requirements: rules === undefined ? null : definition(rules),
      without: without ?? null,
      sets,
      lookedFor,
      ownSet: rules === undefined ? null : { name: 'Integration_acme', exists: true },
    },
    read,
    whole,
  );
  return explainReport(read, explanation, { apiCalls: 4, seesSets: true }, findingTexts());
};

/** Text options as the command makes them. */
export const explainOptions = ({ width, paint }: View): ExplainTextOptions => ({
  width,
  paint,
  words,
  plugin: '0.1.0',
  contentOf: 'sf integration generate definition -o admin@example.com --from-permission-set NAME',
  explainThat: (subject) =>
    `sf integration explain -o admin@example.com -u integration@example.com ${subject.join(' ')}`,
});

export const readAccount: Entry = { kind: 'object', sobject: 'Account', access: 'read' };

export const explainScenes = {
  has: {
    sources: [
      { type: 'Profile', name: 'Standard User', objects: { Account: 'read edit' } },
      { name: 'Sync', namespace: 'acme', expiresAt: '2027-01-01T00:00:00.000+0000', objects: { Account: 'read' } },
      {
        type: 'PermissionSetGroup',
        name: 'Everybody_in_Sales_of_Northern_Europe_and_the_Baltic_States',
        objects: { Account: 'read' },
        members: { Base: { objects: { Account: 'read' } }, More: { objects: { Account: 'read edit' } } },
      },
      { name: 'Broad', permissions: ['ViewAllData'] },
      { name: 'Old', inert: 'expired', expiresAt: '2025-01-01T00:00:00.000+0000', objects: { Account: 'read' } },
    ],
    entry: readAccount,
  },
  'gives nothing': {
    sources: [
      { name: 'Revoked', inert: 'revoked', objects: { Account: 'read' } },
      { name: 'Session', inert: 'needsActivation', objects: { Account: 'read' } },
      {
        type: 'PermissionSetGroup',
        name: 'Muted',
        members: { Base: { objects: { Account: 'read' } } },
        muted: { objects: { Account: 'read' } },
      },
    ],
    entry: readAccount,
    sets: [set('Everything', ['ViewAllData', 'ManageUsers']), set('Sales_Read'), { ...set('Unread'), orgWide: null }],
  },
  'object missing': {
    sources: [{ name: 'Sync', fields: { 'Account.Website': 'edit' } }],
    entry: { kind: 'field', sobject: 'Account', field: 'Website', access: 'edit' },
    rules: ['{ object: Account, because: Read. }'],
  },
  'by itself': {
    sources: [],
    entry: { kind: 'field', sobject: 'Account', field: 'Name', access: 'read' },
  },
  'what if': {
    sources: [
      { name: 'Sync', objects: { Account: 'read edit' }, permissions: ['ApiEnabled'] },
      { name: 'Other', objects: { Account: 'read' } },
    ],
    rules: ['{ object: Account, access: [read, edit], because: R. }', '{ userPermission: ApiEnabled, because: A. }'],
    entry: readAccount,
    without: 'Sync',
  },
  'not found': { sources: [], rules: ['{ object: Account, because: R. }'], without: 'Nobody\u001b[31m' },
  hostile: {
    sources: [{ name: 'Sync\u001b[2J', namespace: 'x\u202e', objects: { Account: 'read' } }],
    entry: readAccount,
  },
} satisfies Record<string, ExplainScene>;
