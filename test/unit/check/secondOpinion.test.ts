import { expect } from 'chai';
import type { PlatformOpinion } from '../../../src/access/secondOpinion.js';
import type { InspectedUser } from '../../../src/access/snapshot.js';
import { evaluate } from '../../../src/check/evaluate.js';
import { withSecondOpinions } from '../../../src/check/secondOpinion.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { needs, requirement, snapshot, user } from '../support/snapshot.js';
import type { SourceSpec } from '../support/snapshot.js';

type Object = { read?: boolean; create?: boolean; edit?: boolean; delete?: boolean };

const all = { read: true, create: true, edit: true, delete: true };

const opinion = (
  objects: Record<string, Object>,
  fields: Record<string, [read: boolean, write: { create: boolean; update: boolean } | null]> = {},
): PlatformOpinion => ({
  objects: new Map(Object.entries(objects).map(([name, own]) => [name.toLowerCase(), { ...all, ...own }])),
  fields: new Map(Object.entries(fields).map(([name, [read, write]]) => [name.toLowerCase(), { read, write }])),
});

const holder = (source: SourceSpec, platform: PlatformOpinion): InspectedUser => ({
  ...user({ sources: [source] }),
  opinions: { platform },
});

/** `status code` of the finding, and how the opinion went: agreed, differing, unanswered. */
const judged = (asked: Requirement, source: SourceSpec, platform: PlatformOpinion): string => {
  const one = holder(source, platform);
  const world = snapshot(one);
  const before = evaluate([asked], world, one);
  const { findings, counts } = withSecondOpinions(before, [asked], world, one);
  const found = findings.find(({ kind }) => kind === asked.need.kind);
  const { agreed = 0, differing = 0, unanswered = 0 } = counts?.platform ?? {};
  return `${found?.code === 'OPINIONS_DIFFER' ? `differ ${found.args.join(' ')}` : found?.status} ${agreed}/${differing}/${unanswered}`;
};

const readAccount = requirement(needs.object('Account', 'read'));
const readWebsite = requirement(needs.field('Account', 'Website', 'read'));
const editWebsite = requirement(needs.field('Account', 'Website', 'edit'));
const account = { objects: { Account: 'read' } };
const website = { ...account, fields: { 'Account.Website': 'read' as const } };
const writable = { objects: { Account: 'read edit' }, fields: { 'Account.Website': 'edit' as const } };

describe('findings held against the opinion of the platform', () => {
  const cases: Array<[title: string, of: () => string, expected: string]> = [
    ['both say yes', () => judged(readAccount, account, opinion({ Account: {} })), 'met 1/0/0'],
    ['both say no', () => judged(readAccount, {}, opinion({ Account: { read: false } })), 'unmet 1/0/0'],
    [
      'rows say yes, the platform says no',
      () => judged(readAccount, account, opinion({ Account: { read: false } })),
      'differ yes UserEntityAccess no 0/1/0',
    ],
    [
      'rows say no, the platform says yes',
      () => judged(readAccount, {}, opinion({ Account: {} })),
      'differ no UserEntityAccess yes 0/1/0',
    ],
    ['the platform says nothing of the object', () => judged(readAccount, account, opinion({})), 'met 0/0/1'],
    [
      'a word that it never tells',
      () => judged(requirement(needs.object('Account', 'viewAllRecords')), account, opinion({ Account: {} })),
      'unmet 0/0/1',
    ],
    [
      'a forbidden thing that is not held, by both',
      () =>
        judged(
          requirement(needs.object('Account', 'delete'), { forbid: true }),
          account,
          opinion({ Account: { delete: false } }),
        ),
      'met 1/0/0',
    ],
    [
      'a forbidden thing that is held after all',
      () => judged(requirement(needs.object('Account', 'delete'), { forbid: true }), account, opinion({ Account: {} })),
      'differ no UserEntityAccess yes 0/1/0',
    ],
    [
      'a field, by both',
      () => judged(readWebsite, website, opinion({ Account: {} }, { 'Account.Website': [true, null] })),
      'met 1/0/0',
    ],
    [
      'a field that the platform hides',
      () => judged(readWebsite, website, opinion({ Account: {} }, { 'Account.Website': [false, null] })),
      'differ yes UserFieldAccess no 0/1/0',
    ],
    [
      'a field whose object is closed, for both: the opinion of the field is about the field alone',
      () =>
        judged(
          readWebsite,
          { fields: { 'Account.Website': 'read' } },
          opinion({ Account: { read: false } }, { 'Account.Website': [true, null] }),
        ),
      'unmet 1/0/0',
    ],
    [
      'a field of an object of which the platform says nothing',
      () => judged(readWebsite, website, opinion({}, { 'Account.Website': [true, null] })),
      'met 0/0/1',
    ],
    [
      'a field that can be written when the record is made alone',
      () =>
        judged(
          editWebsite,
          writable,
          opinion({ Account: { create: false } }, { 'Account.Website': [true, { create: true, update: false }] }),
        ),
      'differ yes UserEntityAccess no 0/1/0',
    ],
    [
      'a field that can be written, by both',
      () =>
        judged(
          editWebsite,
          writable,
          opinion({ Account: {} }, { 'Account.Website': [true, { create: false, update: true }] }),
        ),
      'met 1/0/0',
    ],
    [
      'a part of an address, of which the platform does not say whether it can be written',
      () => judged(editWebsite, writable, opinion({ Account: {} }, { 'Account.Website': [true, null] })),
      'met 0/0/1',
    ],
  ];
  for (const [title, of, expected] of cases) {
    it(title, () => {
      expect(of()).to.equal(expected);
    });
  }

  it('an object that the org does not have is not asked about', () => {
    const one = holder({}, opinion({ Nothing__c: {} }));
    const asked = requirement(needs.object('Nothing__c', 'read'));
    const world = snapshot(one);
    const { findings, counts } = withSecondOpinions(evaluate([asked], world, one), [asked], world, one);
    expect(findings.find(({ kind }) => kind === 'object')?.code).to.equal('NO_SUCH_OBJECT');
    expect(counts?.platform).to.deep.equal({ agreed: 0, differing: 0, unanswered: 0 });
  });

  it('nothing changes where nobody asked', () => {
    const one = user({ sources: [account] });
    const world = snapshot(one);
    const before = evaluate([readAccount], world, one);
    expect(withSecondOpinions(before, [readAccount], world, one)).to.deep.equal({ findings: before });
  });
});
