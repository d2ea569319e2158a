import { expect } from 'chai';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import type { ObjectWrites } from '../../../src/kinds/writes.js';
import { writesIn } from '../../../src/kinds/writes.js';
import { needs, requirement } from '../support/snapshot.js';

const { object, field, permission } = needs;
const automation = (sobject: string, ...onFields: string[]): Need => ({ kind: 'automation', sobject, onFields });

describe('what an integration writes', () => {
  const cases: [title: string, needs: (Need | Requirement)[], expected: Record<string, Partial<ObjectWrites>>][] = [
    [
      'nothing of what it reads, deletes or must not have',
      [
        object('Lead', 'read'),
        object('Lead', 'delete'),
        field('Lead', 'Email'),
        permission('EditTask'),
        requirement(object('Lead', 'edit'), { forbid: true }),
        requirement(field('Lead', 'Email', 'edit'), { forbid: true }),
      ],
      {},
    ],
    ['records that it creates', [object('Lead', 'create')], { lead: { creates: true } }],
    ['records that it changes', [object('Lead', 'edit')], { lead: { edits: true } }],
    [
      'fields',
      [field('Lead', 'Email', 'edit'), field('Lead', 'mk_*', 'edit')],
      { lead: { fields: ['Email', 'mk_*'] } },
    ],
    [
      'fields of a rule about automation',
      [automation('Lead', 'Status', 'Phone'), automation('Case')],
      {
        lead: { hasAutomationRule: true, fields: ['Status', 'Phone'] },
        case: { hasAutomationRule: true },
      },
    ],
    [
      'all of it, of each object, in whatever case and order',
      [
        object('Lead', 'create'),
        object('Case', 'edit'),
        field('LEAD', 'Email', 'edit'),
        field('Case', 'Origin', 'edit'),
        object('lead', 'edit'),
        automation('Lead', 'Status'),
      ],
      {
        lead: { creates: true, edits: true, hasAutomationRule: true, fields: ['Email', 'Status'] },
        case: { edits: true, fields: ['Origin'] },
      },
    ],
  ];
  for (const [title, all, expected] of cases)
    it(title, () => {
      const found = writesIn(all.map((one) => ('need' in one ? one : requirement(one))));
      const none: ObjectWrites = { creates: false, edits: false, hasAutomationRule: false, fields: [] };
      expect(Object.fromEntries(found)).to.deep.equal(
        Object.fromEntries(Object.entries(expected).map(([key, more]) => [key, { ...none, ...more }])),
      );
    });
});
