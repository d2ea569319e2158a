/** What a permission set opens in Setup unannounced, whether a run has touched it, and what is said of it in the end. */
import { expect } from 'chai';
import type { SetupAccess } from '../../../src/access/setupAccess.js';
import { known } from '../../../src/access/snapshot.js';
import type { Outcome } from '../../../src/grant/grantOutcome.js';
import type { Plan, PlannedUser, TargetSet } from '../../../src/grant/grantPlan.js';
import type { Receipt, ReceiptStep } from '../../../src/grant/receipt.js';
import {
  hasTouchedSet,
  othersWithSet,
  ownAssignments,
  setupUnannouncedIn,
  unannouncedProof,
  unreadProof,
} from '../../../src/grant/unannounced.js';
import { entryOf, existingSet, planFor } from '../support/plans.js';
import { notRead } from '../support/snapshot.js';
import { receiptOf } from './support/receipts.js';

type State = ReceiptStep['state'];
const given = (recordId: string | null, userId = '005a') => ({
  ...{ userId, username: `${userId}@example.com`, what: 'Integration_acme', recordId },
});
const assigned = (
  step: 'licenses' | 'namedSets' | 'assignments',
  state: State,
  ...ids: (string | null)[]
): ReceiptStep => ({
  step,
  state,
  assigned: ids.map((id) => given(id)),
});
const written = (state: State): ReceiptStep => ({
  ...{ step: 'permissionSet', state, added: [], platformAdds: [], objectsBefore: [] },
});
const removed = (state: State): ReceiptStep => ({ step: 'removeSet', state, setId: '0PS' });

const apex = (name: string): SetupAccess => ({ type: 'ApexClass', name });

describe('what a permission set opens in Setup unannounced', () => {
  const told = (existing: TargetSet['existing'], adds: readonly string[], ...now: SetupAccess[]): SetupAccess[] =>
    setupUnannouncedIn(
      { permissionSet: { name: 'Sync', label: 'Sync', existing }, adds: planFor('Sync', adds).adds },
      now,
    );
  const opening = (...setup: SetupAccess[]): TargetSet['existing'] => existingSet({}, { setupAccess: known(setup) });
  const rows: ReadonlyArray<readonly [title: string, found: () => SetupAccess[], expected: SetupAccess[]]> = [
    ['nothing where nothing is opened', () => told(null, []), []],
    ['all of it in a set that was made for nothing of the kind', () => told(null, [], apex('Sync')), [apex('Sync')]],
    ['not what it opened when it was planned', () => told(opening(apex('SYNC')), [], apex('Sync')), []],
    ['not what the plan added', () => told(null, ['apexClass:sync'], apex('Sync')), []],
    [
      'what is of another kind or another name',
      () =>
        told(opening(apex('Old')), ['apexClass:Sync'], apex('Sync'), { type: 'ApexPage', name: 'Sync' }, apex('New')),
      [{ type: 'ApexPage', name: 'Sync' }, apex('New')],
    ],
    [
      'all of it where nobody knows what it opened before',
      () => told(existingSet({}, { setupAccess: notRead }), [], apex('Sync')),
      [apex('Sync')],
    ],
  ];
  for (const [title, found, expected] of rows) it(title, () => expect(found()).to.deep.equal(expected));
});

describe('whether a run has touched the set', () => {
  const rows: ReadonlyArray<readonly [title: string, receipt: () => Receipt, expected: boolean]> = [
    ['not one that did nothing', () => receiptOf('0PS'), false],
    ['one that wrote into it', () => receiptOf('0PS', written('done')), true],
    ['one that may have written into it', () => receiptOf('0PS', written('intended')), true],
    ['not one whose write was refused', () => receiptOf('0PS', written('failed')), false],
    ['one that gave it to somebody', () => receiptOf('0PS', assigned('assignments', 'done', 'a')), true],
    [
      'one that wrote into it and could not give it to anybody',
      () => receiptOf('0PS', written('done'), assigned('assignments', 'failed')),
      true,
    ],
    [
      'not one that gave licenses and other sets alone',
      () => receiptOf('0PS', assigned('licenses', 'done', 'a'), assigned('namedSets', 'done', 'b')),
      false,
    ],
    ['not one that never made the set', () => receiptOf(null, written('intended')), false],
    ['not one that has removed it again', () => receiptOf('0PS', written('done'), removed('done')), false],
    ['not one that may have removed it', () => receiptOf('0PS', written('done'), removed('intended')), false],
    ['one that could not remove it', () => receiptOf('0PS', written('done'), removed('failed')), true],
  ];
  for (const [title, receipt, expected] of rows) it(title, () => expect(hasTouchedSet(receipt())).to.equal(expected));
});

describe('the assignments that a run certainly made', () => {
  const receipt = (state: State): Receipt =>
    receiptOf(
      '0PS',
      assigned('licenses', state, 'license'),
      assigned('namedSets', state, 'named', null),
      assigned('assignments', state, null, 'own'),
    );
  it('of its own set, or of those that rules name, each with its record', () => {
    expect(ownAssignments(receipt('done'))).to.deep.equal([given('own')]);
    expect(ownAssignments(receipt('done'), 'namedSets')).to.deep.equal([given('named')]);
  });
  it('none that may have been refused', () => {
    for (const state of ['intended', 'failed'] as const) expect(ownAssignments(receipt(state))).to.deep.equal([]);
  });
});

describe('the proof of a set that holds what nobody was told of', () => {
  it('names each thing once, permissions first', () => {
    const entries = ['userPermission:ViewSetup', 'object:Lead:read', 'apexClass:SYNC'].map(entryOf);
    expect(unannouncedProof(entries, [apex('Sync'), apex('Other')])).to.deep.equal({
      step: 'proof',
      result: 'failed',
      code: 'UNANNOUNCED',
      detail: 'userPermission:ViewSetup, object:Lead:read, apexClass:Sync, apexClass:Other',
      about: [
        { id: 'userPermission:ViewSetup', need: entries[0] },
        { id: 'object:Lead:read', need: entries[1] },
        { id: 'apexClass:Sync', need: null },
        { id: 'apexClass:Other', need: null },
      ],
    });
  });
  it('names permissions alone where nothing of Setup is asked about', () => {
    const [lead] = ['object:Lead:read'].map(entryOf);
    expect(unannouncedProof(lead ? [lead] : [])).to.deep.equal({
      ...{ step: 'proof', result: 'failed', code: 'UNANNOUNCED', detail: 'object:Lead:read' },
      about: [{ id: 'object:Lead:read', need: lead }],
    });
  });

  const rows: ReadonlyArray<readonly [title: string, proof: Outcome, expected: Outcome]> = [
    [
      'is left out where nobody can say what the set holds',
      { step: 'proof', result: 'done' },
      { step: 'proof', result: 'skipped', code: 'SET_NOT_READ', detail: 'Sync' },
    ],
    [
      'stays as it failed',
      { step: 'proof', result: 'failed', code: 'NOT_EFFECTIVE' },
      { step: 'proof', result: 'failed', code: 'NOT_EFFECTIVE' },
    ],
    [
      'stays as it was left out',
      { step: 'proof', result: 'skipped', code: 'NOT_READ' },
      { step: 'proof', result: 'skipped', code: 'NOT_READ' },
    ],
  ];
  for (const [title, proof, expected] of rows)
    it(title, () => expect(unreadProof(proof, 'Sync')).to.deep.equal(expected));
});

describe('users who have the set and not by this run', () => {
  const id = (letter: string): string => `00500000000000${letter}AAA`;
  const user = (letter: string, assign = true): PlannedUser => ({
    ...{ id: id(letter), username: letter, assign, licenses: [], permissionSets: [], receives: [] },
  });
  const told = (
    existing: TargetSet['existing'],
    users: Plan['users'],
    outcomes: readonly Outcome[],
    assignees: readonly string[],
    own: readonly string[] = [],
  ): Outcome[] =>
    othersWithSet(
      { permissionSet: { name: 'Sync', label: 'Sync', existing }, users },
      outcomes,
      own.map((one) => ({ ...given('0Pa', one), recordId: '0Pa' })),
      assignees,
    );
  const before = (name: string): Outcome => ({ step: 'unassign', user: name, result: 'skipped', code: 'HELD_BEFORE' });
  const open = (name: string): Outcome => ({
    ...{ step: 'unassign', user: name, result: 'failed', code: 'NOT_TAKEN_BACK', open: true },
  });
  const there = (name: string): Outcome => ({ step: 'assignments', user: name, result: 'alreadyDone' });

  const rows: ReadonlyArray<readonly [title: string, found: () => Outcome[], expected: Outcome[]]> = [
    ['nobody who does not have it', () => told(null, [user('a')], [], []), []],
    ['nobody to whom the run gave it', () => told(null, [user('a')], [], [id('a')], [id('a').slice(0, 15)]), []],
    ['whoever has it, and nobody knows who gave it', () => told(null, [user('a')], [], [id('a')]), [open('a')]],
    ['not whoever was not to get it', () => told(null, [user('a', false)], [], [id('a')]), []],
    [
      'whoever had it before, himself or by a group, by ids of either length',
      () =>
        told(
          existingSet({}, { assignees: [id('a').slice(0, 15)], throughGroups: [id('b')] }),
          [user('a', false), user('b'), user('c')],
          [],
          [id('b'), id('c')],
        ),
      [before('a'), before('b'), open('c')],
    ],
    [
      'whoever had it when the run came to give it',
      () => told(null, [user('a'), user('b')], [there('b'), { ...there('a'), result: 'done' }], [id('a'), id('b')]),
      [open('a'), before('b')],
    ],
    [
      'not by what was there of his licenses',
      () => told(null, [user('a')], [{ ...there('a'), step: 'licenses' }], [id('a')]),
      [open('a')],
    ],
  ];
  for (const [title, found, expected] of rows) it(title, () => expect(found()).to.deep.equal(expected));
});
