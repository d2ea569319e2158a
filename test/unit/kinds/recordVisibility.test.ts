import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { OrgSchema } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { notRead, requirement, schema, snapshot, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';

const reads = { objects: { Account: 'read' } };
const seesAll = { objects: { Account: 'read viewAllRecords' } };
const defaults = (word: string) => known(new Map([['account', word]]));

type Case = {
  is: string;
  sources?: UserSpec['sources'];
  sharing?: OrgSchema['sharingDefaults'] | null;
  sobject?: string;
  more?: Partial<Requirement>;
  evidence?: UserSpec['evidence'];
  said: string;
};

const cases: Case[] = [
  { is: 'View All Records', sources: [seesAll], said: 'met GRANTED' },
  {
    is: 'View All Records, where the default could not be read',
    sources: [seesAll],
    sharing: notRead,
    said: 'met GRANTED',
  },
  { is: 'View All Data', sources: [{ permissions: ['ViewAllData'] }], said: 'met GRANTED' },
  ...['Read', 'ReadWrite', 'Edit', 'ReadWriteTransfer', 'ReadEditTransfer', 'FullAccess', 'All'].map((word) => ({
    is: `a public default: ${word}`,
    sources: [reads],
    sharing: defaults(word),
    said: 'met RECORDS_ARE_PUBLIC',
  })),
  ...['Private', 'None', 'private', 'ControlledByParent', 'ControlledByCampaign', 'ControlledByLeadOrContact'].map(
    (word) => ({
      is: `what sharing gives: ${word}`,
      sources: [reads],
      sharing: defaults(word),
      said: 'degraded SHARING_DECIDES < object:Account:viewAllRecords',
    }),
  ),
  {
    is: 'a public default and no Read',
    sharing: defaults('Read'),
    said: 'unmet RECORDS_NOT_READABLE < object:Account:read',
  },
  { is: 'nothing at all', said: 'unmet RECORDS_NOT_READABLE < object:Account:read' },
  { is: 'a default that could not be read', sources: [reads], sharing: notRead, said: 'unknown NOT_READABLE' },
  { is: 'a default that nobody asked for', sources: [reads], sharing: null, said: 'unknown NOT_READABLE' },
  { is: 'a default that was not told', sources: [reads], sharing: known(new Map()), said: 'unknown NOT_READABLE' },
  { is: 'a word that nobody knows', sources: [reads], sharing: defaults('Sometimes'), said: 'unknown NOT_READABLE' },
  {
    is: 'rows that are missing',
    sources: [],
    evidence: { objectRows: gap('INCOMPLETE_ROWS', 'ObjectPermissions', '1/2') },
    said: 'unknown INCOMPLETE_ANSWER < object:Account:read',
  },
  {
    is: 'rows that are missing, and Read is there',
    sources: [reads],
    evidence: { objectRows: gap('INCOMPLETE_ROWS', 'ObjectPermissions', '1/2') },
    said: 'unknown INCOMPLETE_ANSWER',
  },
  { is: 'no such object', sobject: 'Ghost__c', said: 'impossible NO_SUCH_OBJECT' },
  {
    is: 'no such object, ifPresent',
    sobject: 'Ghost__c',
    more: { ifPresent: true },
    said: 'notApplicable NOT_IN_THIS_ORG',
  },
];

describe('recordVisibility', () => {
  const findingOf = ({
    sources = [],
    sharing = defaults('Private'),
    sobject = 'account',
    more,
    evidence,
  }: Omit<Case, 'is' | 'said'>) => {
    const inspected = user({ sources, ...(evidence ? { evidence } : {}) });
    const org = schema(sharing === null ? {} : { sharingDefaults: sharing });
    const all = evaluate(
      [requirement({ kind: 'recordVisibility', sobject }, more)],
      snapshot(inspected, org),
      inspected,
    );
    const found = all.find(({ kind }) => kind === 'recordVisibility');
    if (!found) throw new Error('no finding');
    return found;
  };

  for (const { is, said, ...one } of cases)
    it(`${is}: ${said}`, () => {
      const { status, code, blockedBy } = findingOf(one);
      expect([`${status} ${code}`, ...blockedBy].join(' < ')).to.equal(said);
    });

  it('is called as the org spells the object, and leaves to a grant what opens more', () => {
    const shared = findingOf({ sources: [reads] });
    expect(shared.id).to.equal('recordVisibility:Account');
    expect(shared.args).to.deep.equal(['Account', 'Private']);
    expect(shared.remedy?.entries).to.deep.equal([{ kind: 'object', sobject: 'Account', access: 'viewAllRecords' }]);
    const unread = findingOf({});
    expect(unread.remedy?.objectAccess).to.deep.equal([{ kind: 'object', sobject: 'Account', access: 'read' }]);
  });

  it('leaves to a grant only what is missing of what opens the object', () => {
    const members = findingOf({ sobject: 'CampaignMember', sources: [{ objects: { Campaign: 'read' } }] });
    expect(members.code).to.equal('RECORDS_NOT_READABLE');
    expect(members.remedy?.objectAccess).to.deep.equal([{ kind: 'object', sobject: 'Lead', access: 'read' }]);
  });
});
