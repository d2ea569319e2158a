/** Whether anybody can log in as the user: said beside what he has, and where it is not known. */
import { expect } from 'chai';
import { gap, known } from '../../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../../src/access/snapshot.js';
import { loginStateOf } from '../../../../src/report/explain/loginState.js';
import { explained } from './explainScenes.js';

const hidden = gap('NOT_AUTHORISED', 'UserLogin', '');
const read = { kind: 'object', sobject: 'Lead', access: 'read' } as const;

describe('whether anybody can log in as the user of an explanation', () => {
  const stateOf = (change: Partial<InspectedUser>, has = true): string | null =>
    loginStateOf(
      explained({
        entry: read,
        sources: has ? [{ name: 'Leads', objects: { Lead: 'read' } }] : [],
        change: (user) => ({ ...user, isActive: known(true), isFrozen: known(false), ...change }),
      }),
    );

  it('says nothing where people can', () => {
    expect(stateOf({})).to.equal(null);
  });

  it('tells one who is not active, or frozen, also where the thing is missing', () => {
    expect([stateOf({ isActive: known(false) }), stateOf({ isActive: known(false) }, false)]).to.deep.equal([
      'inactive',
      'inactive',
    ]);
    expect(stateOf({ isFrozen: known(true) }, false)).to.equal('frozen');
  });

  it('says that it is not known of whoever has the thing, and not of others', () => {
    expect([stateOf({ isFrozen: hidden }), stateOf({ isFrozen: hidden }, false)]).to.deep.equal([
      'frozenUnknown',
      null,
    ]);
    expect(stateOf({ isActive: hidden })).to.equal('activeUnknown');
  });
});
