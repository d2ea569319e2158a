import { expect } from 'chai';
import { parseEntry } from '../../../src/access/entry.js';
import type { Entry } from '../../../src/access/entry.js';
import type { Plan } from '../../../src/grant/grantPlan.js';
import type { ReceiptStep } from '../../../src/grant/receipt.js';
import { hasTouchedSet, othersWithSet, ownAssignments, unannouncedIn } from '../../../src/grant/unannounced.js';
import { entryId } from '../../../src/access/entry.js';
import { receiptOf } from './support/receipts.js';

const entries = (...ids: string[]): Entry[] =>
  ids.map((id) => {
    const entry = parseEntry(id);
    if (!entry) throw new Error(id);
    return entry;
  });

type Existing = NonNullable<Plan['permissionSet']['existing']>;
const setWith = (existing: Partial<Existing> | null): Plan['permissionSet'] => ({
  name: 'Integration_acme',
  label: 'Acme',
  existing: existing as Existing | null,
});
const adds = (...ids: string[]): Plan['adds'] =>
  entries(...ids).map((entry) => ({ entry, reason: 'requested' as const, neededBy: [] }));

const assigned = (state: 'intended' | 'done' | 'failed', ...recordIds: (string | null)[]): ReceiptStep => ({
  step: 'assignments',
  state,
  assigned: recordIds.map((recordId, i) => ({ userId: `005${i}`, username: `u${i}`, what: 'x', recordId })),
});

describe('what a permission set holds unannounced', () => {
  const rows: [title: string, held: string[] | null, added: string[], after: string[], unannounced: string[]][] = [
    ['nothing where it holds what it held', ['object:Lead:read'], [], ['object:Lead:read'], []],
    ['nothing where it holds what was added', null, ['field:Lead.Phone:edit'], ['field:Lead.Phone:edit'], []],
    ['nothing where less is there', ['object:Lead:read'], ['userPermission:ApiEnabled'], [], []],
    ['nothing in another spelling', ['object:LEAD:read'], [], ['object:Lead:read'], []],
    ['no Read beside an Edit that was told', null, ['field:Lead.Phone:edit'], ['field:Lead.Phone:read'], []],
    ['Edit where Read was told', ['field:Lead.Phone:read'], [], ['field:Lead.Phone:edit'], ['field:Lead.Phone:edit']],
    [
      'no rows that the platform writes',
      ['userPermission:ViewAllData'],
      [],
      ['userPermission:ViewAllData', 'object:Case:read', 'object:Case:viewAllRecords'],
      [],
    ],
    [
      'rows beyond those',
      null,
      ['userPermission:ViewAllData'],
      ['userPermission:ViewAllData', 'object:Case:read', 'object:Case:delete'],
      ['object:Case:delete'],
    ],
    [
      'a permission, with the rows that come with it',
      ['userPermission:ApiEnabled'],
      [],
      ['userPermission:ModifyAllData', 'object:Case:read', 'userPermission:ApiEnabled'],
      ['userPermission:ModifyAllData', 'object:Case:read'],
    ],
  ];
  for (const [title, held, added, after, unannounced] of rows)
    it(title, () => {
      const permissionSet = setWith(held === null ? null : { holds: entries(...held) });
      const found = unannouncedIn({ permissionSet, adds: adds(...added) }, entries(...after));
      expect(found.map(entryId)).to.deep.equal(unannounced);
    });

  it('is looked for where the run has touched the set, or may have', () => {
    expect(hasTouchedSet(receiptOf('0PS1', assigned('done', 'a')))).to.equal(true);
    expect(hasTouchedSet(receiptOf('0PS1', assigned('intended', null)))).to.equal(true);
    expect(hasTouchedSet(receiptOf('0PS1', assigned('failed')))).to.equal(false);
    expect(hasTouchedSet(receiptOf(null, assigned('intended', null)))).to.equal(false);
    expect(
      hasTouchedSet(receiptOf('0PS1', assigned('done', 'a'), { step: 'removeSet', state: 'done', setId: '0PS1' })),
    ).to.equal(false);
  });

  it('is taken back only of assignments that this run certainly made', () => {
    expect(
      ownAssignments(receiptOf('0PS1', assigned('done', 'a', null))).map(({ recordId }) => recordId),
    ).to.deep.equal(['a']);
    expect(ownAssignments(receiptOf('0PS1', assigned('intended', 'a')))).to.deep.equal([]);
  });

  it('stays with whoever had it before, and with those of whom nobody knows who gave it', () => {
    const user = (id: string, assign: boolean): Plan['users'][number] => ({
      id,
      username: `${id}@example.com`,
      assign,
      licenses: [],
      permissionSets: [],
      receives: [],
    });
    const users = [
      user('had', false),
      user('group', false),
      user('faster', true),
      user('who', true),
      user('own', true),
    ];
    const permissionSet = setWith({ assignees: ['had'], throughGroups: ['group'] });
    const own = [{ userId: 'own', username: 'own@example.com', what: 'x', recordId: 'a' }];
    const found = othersWithSet(
      { permissionSet, users: [...users, user('none', true)] },
      [{ step: 'assignments', user: 'faster@example.com', result: 'alreadyDone' }],
      own,
      ['had', 'faster', 'who', 'own'],
    );
    expect(found.map(({ user: name, result, code }) => [name, result, code])).to.deep.equal([
      ['had@example.com', 'skipped', 'HELD_BEFORE'],
      ['group@example.com', 'skipped', 'HELD_BEFORE'],
      ['faster@example.com', 'skipped', 'HELD_BEFORE'],
      ['who@example.com', 'failed', 'NOT_TAKEN_BACK'],
    ]);
  });
});
