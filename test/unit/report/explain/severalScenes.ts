/** One question of several users. */
import type { InspectedUser } from '../../../../src/access/snapshot.js';
import type { ExplainReport } from '../../../../src/report/explain/explainReport.js';
import { notRead } from '../../support/snapshot.js';
import type { UserSpec } from '../../support/snapshot.js';
import { explained, readAccount } from './explainScenes.js';
import type { ExplainScene } from './explainScenes.js';

/** At least one user. */
export type Several = readonly [ExplainReport, ...ExplainReport[]];

const ann: UserSpec = { id: '005000000000001AAA', username: 'ann@example.com', name: 'Ann' };
const bob: UserSpec = {
  id: '005000000000002AAA',
  username: 'bob@example.com.sandbox',
  requestedUsername: 'bob@example.com',
  name: 'Bob',
  profile: null,
  userLicense: '',
};
const nameless: UserSpec = { id: '005000000000003AAA', username: 'eve@example.com', name: '' };

const holds: ExplainScene['sources'] = [{ name: 'Sync', objects: { Account: 'read' } }];
const twice: ExplainScene['sources'] = [...holds, { name: 'Other', objects: { Account: 'read' } }];
const field: ExplainScene['entry'] = { kind: 'field', sobject: 'Account', field: 'Website', access: 'edit' };
const rules = ['{ object: Account, because: Read. }'];

/** What the user has assigned cannot be seen. */
const unseen = (one: InspectedUser): InspectedUser =>
  one.evidence.mode === 'admin' ? { ...one, evidence: { ...one.evidence, sources: notRead } } : one;

/** Made when they are looked at, and not while the file is loaded. */
export const severalScenes = {
  'one has it': () => [
    explained({ sources: holds, entry: readAccount }, ann),
    explained({ sources: [], entry: readAccount }, bob),
    explained({ sources: holds, entry: readAccount, change: unseen }, nameless),
  ],
  'all have it': () => [
    explained({ sources: holds, entry: readAccount }, ann),
    explained({ sources: twice, entry: readAccount }, nameless),
  ],
  'a field without its object': () => [
    explained({ sources: [{ name: 'Sync', fields: { 'Account.Website': 'edit' } }], entry: field, rules }, ann),
    explained({ sources: [], entry: field, rules }, bob),
  ],
  'without a set': () => [
    explained({ sources: holds, rules, without: 'Sync' }, ann),
    explained({ sources: twice, rules, without: 'Sync' }, bob),
    explained({ sources: [], rules, without: 'Sync' }, nameless),
    explained({ sources: holds, rules, without: 'Sync', change: unseen }, ann),
  ],
  'a thing without a set': () => [
    explained({ sources: holds, entry: readAccount, rules, without: 'Sync' }, ann),
    explained({ sources: twice, entry: readAccount, rules, without: 'Sync' }, bob),
  ],
} satisfies Record<string, () => Several>;
