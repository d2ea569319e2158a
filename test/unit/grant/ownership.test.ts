import { expect } from 'chai';
import { isOwn, ownDescription, ownLabel } from '../../../src/grant/ownership.js';
import { isOwnSetName } from '../../../src/platform/permissionSetNames.js';
import { planFor } from '../support/plans.js';

const labelled = (label: string): Parameters<typeof ownLabel>[0] => ({
  ...planFor('Integration_acme', []).requirements,
  label,
});

describe('the permission set that grant makes', () => {
  it('says whose it is, and is recognised by it', () => {
    const description = ownDescription(labelled('Acme Sync'));
    expect(description).to.equal(
      'sf integration grant: permissions that Acme Sync (acme) needs. Extended by "sf integration grant", never reduced by it.',
    );
    expect(isOwn(description)).to.equal(true);
  });

  it('is not taken for ours by another description', () => {
    for (const description of ['', 'Made by the admin', 'Extended by sf integration grant']) {
      expect(isOwn(description), description).to.equal(false);
    }
  });

  it('has a description that the platform takes, at most 255 characters (fact H4)', () => {
    const rest = ownDescription(labelled('')).length;
    const fits = ownDescription(labelled('x'.repeat(255 - rest)));
    expect(fits)
      .to.have.length(255)
      .and.to.match(/by it\.$/);
    const cut = ownDescription(labelled('x'.repeat(256 - rest)));
    expect(cut)
      .to.have.length(255)
      .and.to.match(/by i…$/);
    expect(isOwn(ownDescription(labelled('x'.repeat(999))))).to.equal(true);
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
