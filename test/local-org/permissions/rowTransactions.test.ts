import { expect } from 'chai';
import type { Org } from '../model/orgModel.js';
import { idOf, rowsOf } from './orgTables.js';
import { patchRow, removeRow, storeNewRow, wasDeleted } from './rowStore.js';
import { inTransaction } from './rowTransactions.js';
import { testOrg } from './testOrg.js';

const names = (org: Org): unknown[] => rowsOf(org, 'Account').map((row) => row['Name']);
const row = (org: Org, name: string) => rowsOf(org, 'Account').find((each) => each['Name'] === name) ?? {};
const withAccounts = (): Org => {
  const org = testOrg();
  for (const Name of ['A', 'B', 'C']) storeNewRow(org, 'Account', { Name });
  return org;
};
const failed = (org: Org, run: () => void): void => {
  expect(() =>
    inTransaction(org, () => {
      run();
      throw new Error('stop');
    }),
  ).to.throw('stop');
};

describe('permissions/rowTransactions', () => {
  const changes: Array<[string, (org: Org) => void]> = [
    ['an insert', (org) => void storeNewRow(org, 'Account', { Name: 'D' })],
    ['an update', (org) => void patchRow(org, 'Account', row(org, 'B'), { Name: 'X' })],
    ['a delete', (org) => removeRow(org, 'Account', idOf(row(org, 'A')))],
    [
      'an insert, an update and deletes',
      (org) => {
        storeNewRow(org, 'Account', { Name: 'D' });
        patchRow(org, 'Account', row(org, 'C'), { Name: 'X' });
        removeRow(org, 'Account', idOf(row(org, 'B')));
        removeRow(org, 'Account', idOf(row(org, 'D')));
        patchRow(org, 'Account', row(org, 'A'), { Name: 'Y' });
      },
    ],
    [
      'a transaction inside that succeeded',
      (org) => inTransaction(org, () => removeRow(org, 'Account', idOf(row(org, 'B')))),
    ],
    ['a transaction inside that failed', (org) => failed(org, () => removeRow(org, 'Account', idOf(row(org, 'B'))))],
  ];
  for (const [title, change] of changes) {
    it(`undo ${title}, and rows keep their order`, () => {
      const org = withAccounts();
      const before = [...rowsOf(org, 'Account')];
      failed(org, () => change(org));
      expect(rowsOf(org, 'Account')).to.deep.equal(before);
      expect(wasDeleted(org, idOf(row(org, 'B')))).to.be.false;
    });
  }

  it('keep what succeeds, although a transaction inside fails', () => {
    const org = withAccounts();
    inTransaction(org, () => {
      patchRow(org, 'Account', row(org, 'A'), { Name: 'X' });
      failed(org, () => removeRow(org, 'Account', idOf(row(org, 'C'))));
      removeRow(org, 'Account', idOf(row(org, 'B')));
    });
    expect(names(org)).to.deep.equal(['X', 'C']);
  });
});
