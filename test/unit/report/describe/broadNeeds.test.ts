import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { broadCodes, broadAccess, broadPermission } from '../../../../src/platform/broadAccess.js';
import { orgWidePermissions } from '../../../../src/platform/orgWidePermissions.js';
import { describeDefinition } from '../../../../src/report/describe/describeDefinition.js';
import type { DescribeResult } from '../../../../src/report/describe/describeResult.js';
import { variantsWithout } from '../../../../src/report/describe/broadNeeds.js';
import { parse, requirementsOf, withRules } from '../../definition/helpers.js';

const head = ['schemaVersion: 1', 'id: acme', 'label: Acme'];
const described = (variant: string, ...lines: string[]): DescribeResult =>
  describeDefinition(parse([...head, ...lines].join('\n')), {
    variant,
    features: lines.includes('features:') ? ['*'] : [],
  });

/** The broad needs, each with the variants that do without it. */
const broadIn = ({ requirements }: DescribeResult): Record<string, readonly string[]> =>
  Object.fromEntries(requirements.flatMap(({ id, broad }) => (broad ? [[id, broad.variantsWithout]] : [])));

describe('how far access reaches', () => {
  it('is known of every permission over the whole org, in any spelling', () => {
    for (const name of orgWidePermissions) expect(broadPermission(name)?.reach, name).to.equal('org');
    expect(broadPermission('viewalldata')?.code).to.equal('READS_ALL_DATA');
    expect(broadPermission('ApiEnabled')).to.equal(null);
    expect(broadPermission('__proto__')).to.equal(null);
  });

  it('is known of words of object access, but not on objects that follow another one', () => {
    expect(broadAccess('Account', 'modifyAllRecords')?.code).to.equal('WRITES_ALL_RECORDS');
    expect(broadAccess('Account', 'edit')).to.equal(null);
    expect(broadAccess('CampaignMember', 'viewAllRecords')).to.equal(null);
  });

  it('has a sentence for what it opens, and one for what narrower would do', () => {
    const messages = readFileSync('messages/integration.describe.md', 'utf8');
    for (const code of broadCodes)
      for (const key of ['broad', 'narrower']) expect(messages).to.match(new RegExp(`^# ${key}\\.${code}$`, 'm'));
  });
});

describe('the variants that do without what is broad', () => {
  const quickAndLeast = [
    'variants:',
    '  quick: { default: true, requires: [{ userPermission: [ViewAllData, ModifyAllData] }] }',
    '  least: { requires: [{ object: Account, access: [read, viewAllRecords] }] }',
  ];

  it('ask for access to single objects in its place', () => {
    expect(broadIn(described('quick', ...quickAndLeast))).to.deep.equal({
      'userPermission:ModifyAllData': ['least'],
      'userPermission:ViewAllData': ['least'],
    });
  });

  it('are looked at once, and only where something is broad: a definition may have a hundred', () => {
    const common = requirementsOf(withRules('  - { userPermission: [ApiEnabled, ViewAllData] }'));
    let looks = 0;
    const doWithout = variantsWithout(common, common, () => [{ variant: `other${(looks += 1)}`, requirements: [] }]);
    const of = (id: string): unknown => common.filter((one) => one.id === id).map(doWithout);
    expect([of('userPermission:ApiEnabled'), looks]).to.deep.equal([[[]], 0]);
    expect(of('userPermission:ViewAllData')).to.deep.equal([[]]);
    expect([of('userPermission:ViewAllData'), looks]).to.deep.equal([[[]], 1]);
  });

  it('are none with something stronger: View All Data is more than View All Records', () => {
    expect(broadIn(described('least', ...quickAndLeast))).to.deep.equal({ 'object:Account:viewAllRecords': [] });
  });

  it('are none with another permission over the whole org', () => {
    expect(
      broadIn(
        described(
          'one',
          'variants:',
          '  one: { default: true, requires: [{ userPermission: ViewAllData }] }',
          '  two: { requires: [{ userPermission: ModifyAllData }] }',
        ),
      ),
    ).to.deep.equal({ 'userPermission:ViewAllData': [] });
  });

  it('are those too that ask by name for a part of what this one holds anyway (fact D6)', () => {
    const backup = [
      'variants:',
      '  all: { default: true, requires: [{ userPermission: [ManageUsers, ModifyAllData] }] }',
      '  least: { requires: [{ userPermission: ViewAllData }] }',
      '  both: { requires: [{ userPermission: ModifyAllData }] }',
    ];
    const all = described('all', ...backup);
    expect(broadIn(all)).to.deep.equal({
      'userPermission:ManageUsers': ['least', 'both'],
      'userPermission:ModifyAllData': ['least'],
    });
    expect(all.requirements.map(({ broad }) => broad?.variantsAskFor)).to.deep.equal([
      [{ variant: 'least', permissions: ['ViewAllData'] }],
      [{ variant: 'least', permissions: ['ViewAllData'] }],
    ]);
    // Whoever has Modify All Data has View All Data.
    expect(broadIn(described('least', ...backup))).to.deep.equal({ 'userPermission:ViewAllData': [] });
  });

  it('are none where the word comes with another one of the same object (fact B2)', () => {
    expect(
      broadIn(
        described(
          'one',
          'variants:',
          '  one: { default: true, requires: [{ object: Lead, access: [delete, modifyAllRecords] }] }',
          '  two: { requires: [{ object: Lead, access: [modifyAllRecords] }] }',
          '  three: { requires: [{ object: Lead }] }',
        ),
      ),
    ).to.deep.equal({ 'object:Lead:delete': ['three'], 'object:Lead:modifyAllRecords': ['three'] });
  });

  it('are looked for with the same features, and in choices too', () => {
    const all = described(
      'one',
      'requires:',
      '  - { userPermission: ManageUsers, forbid: true }',
      'features:',
      '  more: { requires: [{ userPermission: CustomizeApplication }] }',
      'variants:',
      '  one: { default: true, requires: [{ userPermission: ViewAllData }] }',
      '  two: { requires: [{ anyOf: [{ userPermission: ViewAllData }, { object: Lead }], name: way }] }',
      '  three: { requires: [{ object: Lead }] }',
    );
    expect(broadIn(all)).to.deep.equal({
      'userPermission:CustomizeApplication': [],
      'userPermission:ViewAllData': ['three'],
    });
  });
});
