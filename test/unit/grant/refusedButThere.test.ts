import { expect } from 'chai';
import { gap, known } from '../../../src/access/snapshot.js';
import type { InspectedUser } from '../../../src/access/snapshot.js';
import type { Outcome } from '../../../src/grant/grantOutcome.js';
import type { Plan, PlannedUser } from '../../../src/grant/grantPlan.js';
import { ownDescription } from '../../../src/grant/ownership.js';
import { asContradicted, isThere, saysNothingWritten } from '../../../src/grant/refusedButThere.js';
import type { FoundAfter } from '../../../src/grant/refusedButThere.js';
import { platformCode } from '../../../src/platform/platformCode.js';
import { existingSet, planFor, requirementsOfAcme } from '../support/plans.js';
import { content, user } from '../support/snapshot.js';
import type { UserSpec } from '../support/snapshot.js';
import { namedSet } from './support/namedSets.js';

const ann = '0055g0000000001AAA';
const bob = '0055g0000000002AAA';

const plannedUser = (more: Partial<PlannedUser> = {}): PlannedUser => ({
  id: ann,
  username: 'ann@example.com',
  assign: false,
  licenses: [],
  permissionSets: [],
  receives: [],
  ...more,
});

/** The org answers with the short id now and then. */
const after = (more: UserSpec = {}): InspectedUser => user({ id: ann.slice(0, 15), ...more });
const holding = (...names: string[]): InspectedUser =>
  after({
    permissionSetLicenses: known(names.map((name) => ({ ...user().license, name, label: name }))),
  });

describe('a license that the org says it has not given', () => {
  const plan = (...licenses: string[]): Plan => ({
    ...planFor('Sync', []),
    users: [plannedUser({ id: bob }), plannedUser({ licenses })],
  });
  const psl = 'SalesforceAPIIntegrationPsl';
  const cases: [title: string, planned: string[], user: () => InspectedUser[], there: boolean][] = [
    ['is there where the user has it afterwards', [psl], () => [holding('salesforceapiintegrationpsl')], true],
    ['is there where the user has one of two', ['Other', psl], () => [holding('Third', psl)], true],
    ['is not there where the user has another one', [psl], () => [holding('OtherPsl')], false],
    ['is not there where the user has none', [psl], () => [holding()], false],
    ['is not there where another user has it', [psl], () => [{ ...holding(psl), id: bob }], false],
    ['is not there where the user is not read', [psl], () => [], false],
    [
      'is not there where nobody can say what the user has',
      [psl],
      () => [after({ permissionSetLicenses: gap('NOT_AUTHORISED', 'Licenses', 'x') })],
      false,
    ],
  ];
  for (const [title, licenses, users, there] of cases)
    it(title, () => expect(isThere(plan(...licenses), null, users())).to.equal(there));
});

describe('a set that the org says it has not assigned', () => {
  const plan = (...permissionSets: string[]): Plan => ({
    ...planFor('Sync', []),
    named: [namedSet('Base'), namedSet('More')],
    users: [plannedUser({ id: bob }), plannedUser({ permissionSets })],
  });
  const having = (name: string): InspectedUser => after({ sources: [{ name, namespace: 'acme' }] });
  const cases: [title: string, planned: string[], user: () => InspectedUser[], there: boolean][] = [
    ['is there where the user has it afterwards', ['ACME__Base'], () => [having('Base')], true],
    ['is there where the user has one of two', ['acme__More', 'acme__Base'], () => [having('Base')], true],
    ['is not there where the user has one that was not planned', ['acme__More'], () => [having('Base')], false],
    ['is not there where the user has none', ['acme__Base'], () => [after()], false],
    [
      'is not there where another user has it',
      ['acme__Base'],
      () => [{ ...having('Base'), id: '0055g0000000003AAA' }],
      false,
    ],
    ['is not there where the user is not read', ['acme__Base'], () => [], false],
    [
      'is not there where nobody can say what the user has',
      ['acme__Base'],
      () => [after({ evidence: { sources: gap('NOT_AUTHORISED', 'Sets', 'x') } })],
      false,
    ],
  ];
  for (const [title, sets, users, there] of cases)
    it(title, () => expect(isThere(plan(...sets), null, users())).to.equal(there));
});

describe('a permission set that the org says it has not written', () => {
  type Found = NonNullable<FoundAfter>;
  const found = (more: Partial<Found> = {}): Found => ({
    description: '',
    content: content({}),
    assignees: [],
    ...more,
  });
  const made = (integration: string): Found =>
    found({ description: ownDescription({ ...requirementsOfAcme([]), integration }, '0123456789ab') });
  const held = { objects: { Lead: 'read' } };
  const planned = (isNew: boolean): Plan => {
    const plan = planFor('Sync', ['object:Lead:read', 'object:Lead:edit', 'object:Account:read']);
    const users = [plannedUser(), plannedUser({ id: bob, assign: true })];
    return isNew
      ? { ...plan, users }
      : { ...plan, users, permissionSet: { ...plan.permissionSet, existing: existingSet(held) } };
  };
  const cases: [title: string, isNew: boolean, found: () => FoundAfter, there: boolean][] = [
    ['is not there where none is found', true, () => null, false],
    ['is there where one with the mark of the integration is found', true, () => made('acme'), true],
    ['is not there where it was made for another integration', true, () => made('other'), false],
    ['is not there where somebody else made one of that name', true, () => found(), false],
    ['is not there where one that was there is gone', false, () => null, false],
    ['is not there where it holds what it held', false, () => found({ content: content(held) }), false],
    [
      'is there where it holds one thing more of the plan',
      false,
      () => found({ content: content({ objects: { Lead: 'read edit' } }) }),
      true,
    ],
    [
      'is not there where it holds more that was not planned',
      false,
      () => found({ content: content({ objects: { Lead: 'read', Case: 'read' } }) }),
      false,
    ],
    ['is there where somebody has it who was to get it', false, () => found({ assignees: [bob] }), true],
    ['is not there where somebody has it who was not to get it', false, () => found({ assignees: [ann] }), false],
  ];
  for (const [title, isNew, set, there] of cases)
    it(title, () => expect(isThere(planned(isNew), set(), [])).to.equal(there));
});

const refused: Outcome = {
  step: 'permissionSet',
  result: 'failed',
  code: platformCode('FIELD_INTEGRITY_EXCEPTION'),
  refused: true,
};
const done: Outcome = { step: 'licenses', user: 'ann@example.com', result: 'done' };

describe('whether outcomes say that nothing was written, as the org refused it', () => {
  const cases: [title: string, outcomes: Outcome[], says: boolean][] = [
    ['no where nothing was done', [], false],
    ['no where all is done', [done], false],
    ['yes where it was refused', [refused], true],
    [
      'yes where one was refused and others could not be begun',
      [refused, { step: 'assignments', result: 'failed' }],
      true,
    ],
    ['yes where it was refused without a code', [{ step: 'permissionSet', result: 'failed', refused: true }], true],
    ['no where something was written before', [done, refused], false],
    [
      'no where it failed otherwise',
      [{ step: 'permissionSet', result: 'failed', code: platformCode('FIELD_INTEGRITY_EXCEPTION') }],
      false,
    ],
    [
      'no where the name is taken, which says why something is there',
      [{ ...refused, code: platformCode('DUPLICATE_DEVELOPER_NAME') }],
      false,
    ],
  ];
  for (const [title, outcomes, says] of cases) it(title, () => expect(saysNothingWritten(outcomes)).to.equal(says));
});

describe('outcomes which the org contradicts', () => {
  const about = [{ id: 'object:Lead:read', need: null }];
  const told = { step: 'permissionSet', result: 'failed', code: 'REFUSED_BUT_DONE' } as const;
  const cases: [title: string, outcome: Outcome, becomes: Outcome][] = [
    ['stay where they are done', done, done],
    ['stay where it was not the org that refused', { ...done, result: 'failed' }, { ...done, result: 'failed' }],
    ['stay where they are skipped', { ...refused, result: 'skipped' }, { ...refused, result: 'skipped' }],
    [
      'keep the code where the org said nothing else',
      refused,
      { ...told, detail: 'FIELD_INTEGRITY_EXCEPTION', open: true },
    ],
    [
      'keep the words of the org, whom and what they are about',
      { ...refused, user: 'ann@example.com', detail: 'It needs Read.', about },
      { ...told, user: 'ann@example.com', detail: 'It needs Read.', about, open: true },
    ],
    [
      'have no words where the org gave none',
      { step: 'permissionSet', result: 'failed', refused: true },
      { ...told, detail: '', open: true },
    ],
  ];
  for (const [title, outcome, becomes] of cases)
    it(title, () => expect(asContradicted([outcome])).to.deep.equal([becomes]));
});
