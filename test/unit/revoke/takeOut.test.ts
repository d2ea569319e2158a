import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { addedEntries, platformFill } from '../../../src/revoke/receiptContents.js';
import { leftIn, takeOutOf, takesNothing } from '../../../src/revoke/takeOut.js';
import { receiptOf, setStep, standingSet } from './builders.js';

type Case = {
  title: string;
  /** What the grant added, and what the platform filled in with it. */
  added: string[];
  platformAdds?: string[];
  objectsBefore?: string[];
  /** What the set holds now. */
  holds: Record<string, string>;
  /** Ids of what goes of the entries added, of what the platform wrote, and of what is left. */
  entries?: string[];
  platform?: string[];
  left?: string[];
  /** How each row is written: `Account: whole`, `Account: -edit`. */
  rows?: string[];
};

const everyObject = ['object:*:read', 'object:*:viewAllRecords'];

const cases: Case[] = [
  { title: 'nothing was added', added: [], holds: { Account: 'read' }, left: ['object:Account:read'] },
  {
    title: 'all of it is there',
    added: ['userPermission:RunReports', 'object:Account:read', 'object:Account:edit', 'field:Account.Site:read'],
    holds: { RunReports: 'on', Account: 'read edit', 'Account.Site': 'read' },
    entries: ['userPermission:RunReports', 'object:Account:read', 'object:Account:edit', 'field:Account.Site:read'],
    rows: ['RunReports off', 'Account: whole', 'Account.Site: whole'],
  },
  {
    title: 'names in another case',
    added: ['userPermission:runreports', 'object:ACCOUNT:read', 'field:account.site:read'],
    holds: { RunReports: 'on', Account: 'read', 'Account.Site': 'read' },
    entries: ['userPermission:runreports', 'object:ACCOUNT:read', 'field:account.site:read'],
    rows: ['RunReports off', 'Account: whole', 'Account.Site: whole'],
  },
  {
    title: 'a part has been taken out by hand since',
    added: ['userPermission:RunReports', 'object:Account:read', 'object:Account:edit', 'field:Account.Site:read'],
    holds: { Account: 'read' },
    entries: ['object:Account:read'],
    rows: ['Account: whole'],
  },
  {
    title: 'what others have added since stays',
    added: ['object:Account:read', 'object:Account:edit'],
    holds: { RunReports: 'on', Account: 'read edit delete', Case: 'read', 'Case.Reason': 'edit' },
    entries: ['object:Account:read', 'object:Account:edit'],
    rows: ['Account: -read,edit'],
    left: ['userPermission:RunReports', 'object:Account:delete', 'object:Case:read', 'field:Case.Reason:edit'],
  },
  {
    title: 'a field that could be read before keeps that',
    added: ['field:Account.Site:edit was read'],
    holds: { 'Account.Site': 'edit' },
    entries: ['field:Account.Site:edit'],
    rows: ['Account.Site: -edit'],
    left: ['field:Account.Site:read'],
  },
  {
    title: 'a field that could be read before and cannot be edited any more is as it was',
    added: ['field:Account.Site:edit was read'],
    holds: { 'Account.Site': 'read' },
    left: ['field:Account.Site:read'],
  },
  {
    title: 'a field that others may edit since stays theirs',
    added: ['field:Account.Site:read'],
    holds: { 'Account.Site': 'edit' },
    left: ['field:Account.Site:edit'],
  },
  {
    title: 'a field that could be edited, of which only reading is left: that came with the grant too',
    added: ['field:Account.Site:edit'],
    holds: { 'Account.Site': 'read' },
    entries: ['field:Account.Site:edit'],
    rows: ['Account.Site: whole'],
  },
  {
    title: 'rows of its own that the platform wrote go with the grant',
    added: ['userPermission:ViewAllData'],
    platformAdds: everyObject,
    holds: { ViewAllData: 'on', Account: 'read viewAllRecords', Case: 'read viewAllRecords' },
    entries: ['userPermission:ViewAllData'],
    platform: [
      'object:Account:read',
      'object:Account:viewAllRecords',
      'object:Case:read',
      'object:Case:viewAllRecords',
    ],
    rows: ['ViewAllData off', 'Account: whole', 'Case: whole'],
  },
  {
    title: 'a row that was there before and was filled up is as it was',
    added: ['userPermission:ViewAllData'],
    platformAdds: everyObject,
    objectsBefore: ['object:Account:read', 'object:Account:edit'],
    holds: { Account: 'read edit viewAllRecords' },
    platform: ['object:Account:viewAllRecords'],
    rows: ['Account: -viewAllRecords'],
    left: ['object:Account:read', 'object:Account:edit'],
  },
  {
    title: 'a row that the grant wrote and the platform filled up goes as a whole',
    added: ['userPermission:ViewAllData', 'object:Lead:create'],
    platformAdds: everyObject,
    holds: { Lead: 'read create viewAllRecords' },
    entries: ['object:Lead:create'],
    platform: ['object:Lead:read', 'object:Lead:viewAllRecords'],
    rows: ['Lead: whole'],
  },
  {
    title: 'a row that the grant wrote and somebody has added to',
    added: ['userPermission:ViewAllData', 'object:Lead:create'],
    platformAdds: everyObject,
    holds: { Lead: 'read create edit viewAllRecords' },
    entries: ['object:Lead:create'],
    platform: ['object:Lead:read', 'object:Lead:viewAllRecords'],
    rows: ['Lead: -read,create,viewAllRecords'],
    left: ['object:Lead:edit'],
  },
  {
    title: 'a row with more than the platform fills in is of somebody else',
    added: ['userPermission:ViewAllData'],
    platformAdds: everyObject,
    holds: { Lead: 'read edit viewAllRecords' },
    left: ['object:Lead:read', 'object:Lead:edit', 'object:Lead:viewAllRecords'],
  },
  {
    title: "a row in which nothing is on is nobody's (fact B12)",
    added: ['userPermission:ViewAllData'],
    platformAdds: everyObject,
    holds: { Lead: '' },
  },
];

describe('what goes out of a permission set with a grant', () => {
  for (const { title, added, platformAdds = [], objectsBefore = [], holds, ...expected } of cases) {
    it(title, () => {
      const receipt = receiptOf(['ann'], [setStep(added, { platformAdds, objectsBefore })]);
      const set = standingSet(holds);
      const out = takeOutOf(set, addedEntries(receipt), platformFill(receipt));
      expect(out.entries.map(entryId)).to.deep.equal(expected.entries ?? []);
      expect(out.platformEntries.map(entryId)).to.deep.equal(expected.platform ?? []);
      expect([
        ...out.userPermissions.map((name) => `${name} off`),
        ...out.objects.map(({ row, takes, rowGoes }) => `${row.sobject}: ${rowGoes ? 'whole' : `-${takes.join(',')}`}`),
        ...out.fields.map(({ row, rowGoes }) => `${row.sobject}.${row.field}: ${rowGoes ? 'whole' : '-edit'}`),
      ]).to.deep.equal(expected.rows ?? []);
      expect(leftIn(set, out).map(entryId)).to.deep.equal(expected.left ?? []);
      expect(takesNothing(out)).to.equal((expected.rows ?? []).length === 0);
    });
  }
});
