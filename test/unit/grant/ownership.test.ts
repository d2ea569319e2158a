import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { contentText, markOf, ownDescription, ownLabel, withFingerprint } from '../../../src/grant/ownership.js';
import { isOwnSetName } from '../../../src/platform/permissionSetNames.js';
import { planFor } from '../support/plans.js';

const labelled = (label: string): Parameters<typeof ownLabel>[0] => ({
  ...planFor('Integration_acme', []).requirements,
  label,
});

describe('the permission set that grant makes', () => {
  const digits = '0a1b2c3d4e5f';

  it('says whose it is and what grant put in, and is recognized by it', () => {
    const description = ownDescription(labelled('Acme Sync'), digits);
    expect(description).to.equal(
      'sf integration grant [acme 0a1b2c3d4e5f]: permissions that Acme Sync needs. Extended by "sf integration grant", never reduced by it.',
    );
    expect(markOf(description)).to.deep.equal({ integration: 'acme', fingerprint: digits });
  });

  it('is recognized by the mark of an older version, which says nothing of what is in it', () => {
    for (const label of ['Acme', 'Acme (EU) needs.', 'A\nB'])
      expect(markOf(`sf integration grant: permissions that ${label} (acme-eu) needs. Extended`)).to.deep.equal({
        integration: 'acme-eu',
        fingerprint: null,
      });
  });

  it('is not taken for ours by another description', () => {
    const others = ['', 'Made by the admin', 'Extended by sf integration grant', 'sf integration grant: for a test.'];
    for (const description of [...others, ` ${ownDescription(labelled('x'), digits)}`, 'sf integration grant [acme]:'])
      expect(markOf(description), description).to.equal(null);
  });

  it('has a description that the platform takes, at most 255 characters, and keeps its mark (fact H4)', () => {
    const rest = ownDescription(labelled(''), digits).length;
    const fits = ownDescription(labelled('x'.repeat(255 - rest)), digits);
    expect(fits)
      .to.have.length(255)
      .and.to.match(/by it\.$/);
    const cut = ownDescription(labelled('x'.repeat(256 - rest)), digits);
    expect(cut)
      .to.have.length(255)
      .and.to.match(/by i…$/);
    expect(markOf(ownDescription(labelled('x'.repeat(999)), digits))?.integration).to.equal('acme');
  });

  it('gets another fingerprint, and keeps what somebody wrote behind its mark', () => {
    const description = 'sf integration grant [acme 0a1b2c3d4e5f]: see ticket 7';
    expect(withFingerprint(description, 'ffffffffffff')).to.equal(
      'sf integration grant [acme ffffffffffff]: see ticket 7',
    );
    for (const other of ['Made by the admin', 'sf integration grant: permissions that Acme (acme) needs.'])
      expect(withFingerprint(other, 'ffffffffffff')).to.equal(other);
  });

  describe('its content as a text', () => {
    const read = (sobject: string): Entry => ({ kind: 'object', sobject, access: 'read' });
    const site = (access: 'read' | 'edit'): Entry => ({ kind: 'field', sobject: 'Account', field: 'Site', access });
    const permission = (name: string): Entry => ({ kind: 'userPermission', name });
    const same: [title: string, a: Entry[], b: Entry[]][] = [
      [
        'in any order and spelling, each thing once',
        [read('Lead'), site('read')],
        [site('read'), read('LEAD'), read('Lead')],
      ],
      ['the Read of a field beside its Edit', [site('edit')], [site('read'), site('edit')]],
      [
        'rows that the platform writes',
        [permission('ViewAllData')],
        [permission('ViewAllData'), read('Lead'), read('Case')],
      ],
    ];
    for (const [title, a, b] of same)
      it(`is the same: ${title}`, () => expect(contentText(a)).to.equal(contentText(b)));
    const different: [title: string, a: Entry[], b: Entry[]][] = [
      ['one object more', [read('Lead')], [read('Lead'), read('Case')]],
      ['a field more', [], [site('read')]],
      ['a field more as editable', [], [site('edit')]],
      [
        'the Read of one field beside the Edit of another one',
        [site('edit')],
        [site('edit'), { ...site('read'), field: 'Phone' } as Entry],
      ],
      ['Edit in place of Read', [site('read')], [site('edit')]],
      [
        'an access that View All Data does not bring',
        [permission('ViewAllData')],
        [permission('ViewAllData'), { ...read('Lead'), access: 'edit' } as Entry],
      ],
      ['another permission', [permission('RunReports')], [permission('EditTask')]],
    ];
    for (const [title, a, b] of different)
      it(`is not the same: ${title}`, () => expect(contentText(a)).to.not.equal(contentText(b)));
  });

  it('has a label of at most 80 characters (fact H4)', () => {
    expect(ownLabel(labelled('Acme Sync'))).to.equal('Acme Sync integration');
    expect(ownLabel(labelled('x'.repeat(100)))).to.equal('x'.repeat(80));
  });

  const names: [name: string, good: boolean][] = [
    ['Integration_acme', true],
    ['a', true],
    ['A1_b2', true],
    ['Integration', true],
    ['x'.repeat(80), true],
    ['x'.repeat(81), false],
    ['', false],
    ['1st', false],
    ['_x', false],
    ['x_', false],
    ['a__b', false],
    ['acme__Set', false],
    ['a b', false],
    ['a-b', false],
    ['ä', false],
    ['a\n', false],
  ];
  for (const [name, good] of names) {
    it(`${JSON.stringify(name)} is ${good ? 'a' : 'no'} name for it (fact H4)`, () =>
      expect(isOwnSetName(name)).to.equal(good));
  }
});
