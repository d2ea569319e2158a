import { expect } from 'chai';
import { entryId } from '../../../src/access/entry.js';
import { setupAccessId } from '../../../src/access/setupAccess.js';
import { known } from '../../../src/access/snapshot.js';
import { requirementOf } from '../../../src/definition/atoms.js';
import { setupBeyond } from '../../../src/grant/beyond.js';
import type { Need } from '../../../src/kinds/kinds.js';
import { entryOf, existingSet, planned } from '../support/plans.js';

const beside = {
  because: null,
  level: 'required',
  ifPresent: false,
  inferred: false,
  forbid: false,
  sources: [],
} as const;
const needs: Need[] = [{ kind: 'userPermission', name: 'RunReports' }];

const beyondOf = (claims: readonly (readonly [from: string, to: string])[]): string[] =>
  planned(
    {
      existing: existingSet({ permissions: ['RunReports', 'ModifyAllData'] }, { intact: false }),
      edges: claims.map(([from, to]) => ({ from: entryOf(from), to: entryOf(to) })),
    },
    needs.map((need) => requirementOf(need, beside)),
  ).beyond.map(entryId);

describe('what a permission set holds beyond the definition', () => {
  it('is what others have put into it', () => {
    expect(beyondOf([])).to.deep.equal(['userPermission:ModifyAllData']);
  });

  it('is no less because the org claims that it comes along: a claim that is not followed explains nothing', () => {
    expect(beyondOf([['userPermission:RunReports', 'userPermission:ModifyAllData']])).to.deep.equal([
      'userPermission:ModifyAllData',
    ]);
  });

  it('is no app that a rule names, however its name has to be written in an id', () => {
    const apps = ['100% Sync', 'Sync\u202Egnp', 'Other'].map((name) => ({ type: 'ConnectedApplication', name }));
    const plan = planned(
      { existing: existingSet({}, { setupAccess: known(apps) }) },
      ['100% Sync', 'Sync\u202Egnp'].map((name) => requirementOf({ kind: 'connectedApp', name }, beside)),
    );
    expect(setupBeyond(plan).map(setupAccessId)).to.deep.equal(['connectedApp:Other']);
  });
});
