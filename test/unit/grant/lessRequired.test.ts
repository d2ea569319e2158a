/** Whether another variant asks for less, rule by rule. */
import { expect } from 'chai';
import { narrowerVariants } from '../../../src/grant/narrowerVariants.js';
import { requirementId } from '../../../src/kinds/requirementId.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { requirementsOfAcme } from '../support/plans.js';
import { needs, requirement } from '../support/snapshot.js';

const { object, permission, field } = needs;
const ids = (all: readonly Requirement[]): string[] => all.map(({ need }) => requirementId(need));
const reads = (...sobjects: string[]): Requirement[] => sobjects.map((name) => requirement(object(name, 'read')));
const gives = (...names: string[]): Requirement[] => names.map((name) => requirement(permission(name)));

describe('whether another variant asks for less', () => {
  /** What it leaves out and what it asks for instead; null where it does not ask for less. */
  const told = (planned: readonly Requirement[], other: readonly Requirement[]): unknown => {
    const [found] = narrowerVariants(requirementsOfAcme(planned), [{ ...requirementsOfAcme(other), variant: 'other' }]);
    return found ? [found.variant, ids(found.leavesOut), ids(found.instead)] : null;
  };
  const less = (leavesOut: string[], instead: string[] = []): unknown => ['other', leavesOut, instead];
  type Row = readonly [title: string, planned: () => Requirement[], other: () => Requirement[], expected: unknown];
  const viewAll = (sobject: string): Requirement => requirement(object(sobject, 'viewAllRecords'));
  const rows: readonly Row[] = [
    ['not the same', () => reads('Lead'), () => reads('Lead'), null],
    ['not the same in another spelling', () => reads('Lead'), () => reads('LEAD'), null],
    ['not one that asks for more', () => reads('Lead'), () => reads('Lead', 'Contact'), null],
    [
      'one that leaves out something',
      () => reads('Lead', 'Contact'),
      () => reads('Lead'),
      less(['object:Contact:read']),
    ],
    ['not one that asks for something else', () => reads('Lead'), () => reads('Contact'), null],
    [
      'one that asks for a weaker word: what is left out is what that does not bring',
      () => [requirement(object('Lead', 'delete'))],
      () => [requirement(object('Lead', 'edit'))],
      less(['object:Lead:delete']),
    ],
    [
      'one that leaves out a word that reaches over all records, for single things',
      () => [...reads('Contact'), viewAll('Lead')],
      () => [...reads('Contact', 'Lead'), requirement(field('Lead', 'Email'))],
      less(['object:Lead:viewAllRecords'], ['field:Lead.Email:read']),
    ],
    [
      'one that leaves out power over the org beside something else, for single things',
      () => gives('RunReports', 'ModifyAllData'),
      () => reads('Lead'),
      less(['userPermission:RunReports', 'userPermission:ModifyAllData'], ['object:Lead:read']),
    ],
    [
      'not one that leaves out what is not broad, for single things',
      () => gives('RunReports'),
      () => reads('Lead'),
      null,
    ],
    [
      'not one that asks for something broad in its place, beside something else',
      () => gives('ModifyAllData'),
      () => [...reads('Lead'), ...gives('ViewAllData')],
      null,
    ],
    [
      'not one that deletes in its place',
      () => gives('ModifyAllData'),
      () => [requirement(object('Lead', 'delete'))],
      null,
    ],
    ['not one that reads all records in its place', () => gives('ModifyAllData'), () => [viewAll('Lead')], null],
    [
      'not one that edits all records in its place',
      () => gives('ModifyAllData'),
      () => [requirement(object('Lead', 'modifyAllRecords'))],
      null,
    ],
    [
      'one that reads all of what follows another object: that gives nothing more',
      () => gives('ModifyAllData'),
      () => [viewAll('LeadHistory')],
      less(['userPermission:ModifyAllData'], ['object:LeadHistory:viewAllRecords', 'object:LeadHistory:read']),
    ],
    [
      'only by what is required, and not by what is forbidden',
      () => [
        ...reads('Lead'),
        requirement(object('Contact', 'read'), { level: 'recommended' }),
        requirement(object('Case', 'read'), { forbid: true }),
      ],
      () => reads('Lead'),
      null,
    ],
  ];
  for (const [title, planned, other, expected] of rows)
    it(title, () => expect(told(planned(), other())).to.deep.equal(expected));
});
