import { expect } from 'chai';
import type { Need } from '../../../src/kinds/kinds.js';
import type { Requirement } from '../../../src/kinds/requirement.js';
import { parseFieldName, targetsOf } from '../../../src/history/historyTarget.js';
import type { WantedHistory, HistoryTarget } from '../../../src/history/historyTarget.js';
import { needs, requirement } from '../support/snapshot.js';

describe('field named on the command line', () => {
  const cases: [name: string, expected: ReturnType<typeof parseFieldName>][] = [
    ['StageName', { field: 'StageName' }],
    ['Lead.Status', { sobject: 'Lead', field: 'Status' }],
    ['Lead.Owner.Name', { sobject: 'Lead', field: 'Owner.Name' }],
    ['', { field: '' }],
  ];
  for (const [name, expected] of cases) it(`"${name}"`, () => expect(parseFieldName(name)).to.deep.equal(expected));
});

const target = (sobject: string, fields: string[] = [], more: Partial<HistoryTarget> = {}): HistoryTarget => ({
  sobject,
  fields,
  suggested: [],
  ifPresent: false,
  ...more,
});
const suggesting = (sobject: string, suggestedFields: string[]): Need => ({
  kind: 'historyTracking',
  sobject,
  suggestedFields,
});
const history = (sobject: string, field?: string, more: Partial<Requirement> = {}): Requirement =>
  requirement(needs.history(sobject, field), more);
const ifPresent = { ifPresent: true };

describe('what history-tracking looks at', () => {
  const cases: [title: string, asked: Partial<WantedHistory>, expected: HistoryTarget[]][] = [
    ['nothing is named: Opportunity', {}, [target('Opportunity')]],
    [
      'objects, each once, as they were first spelled',
      { sobjects: ['Lead', 'LEAD', 'Case'] },
      [target('Lead'), target('Case')],
    ],
    ['a field without object: of Opportunity', { fields: ['StageName'] }, [target('Opportunity', ['StageName'])]],
    [
      'fields of the one object',
      { sobjects: ['Lead'], fields: ['Status', 'Rating'] },
      [target('Lead', ['Status', 'Rating'])],
    ],
    [
      'a field twice, in another case',
      { sobjects: ['Lead'], fields: ['Status', 'status', 'lead.STATUS', 'Rating'] },
      [target('Lead', ['STATUS', 'Rating'])],
    ],
    ['a field with its object alone: not Opportunity', { fields: ['Lead.Status'] }, [target('Lead', ['Status'])]],
    [
      'a field with its object beside one without',
      { fields: ['Lead.Status', 'Amount'] },
      [target('Lead', ['Status']), target('Opportunity', ['Amount'])],
    ],
    [
      'a field with another object than the one that is named',
      { sobjects: ['Case'], fields: ['Lead.Status', 'Reason'] },
      [target('Case', ['Reason']), target('Lead', ['Status'])],
    ],
    [
      'what the definition needs, object by object',
      {
        requirements: [
          history('Opportunity', 'StageName'),
          history('Lead', 'Status', ifPresent),
          history('opportunity', 'Amount', ifPresent),
          history('LEAD', undefined, ifPresent),
        ],
      },
      [target('Opportunity', ['StageName', 'Amount']), target('Lead', ['Status'], ifPresent)],
    ],
    [
      'what the definition suggests',
      {
        requirements: [
          requirement(suggesting('Opportunity', ['StageName'])),
          requirement(suggesting('Opportunity', ['Amount'])),
        ],
      },
      [target('Opportunity', [], { suggested: ['StageName', 'Amount'] })],
    ],
    [
      'an object that is named must be there, whatever the definition says',
      { sobjects: ['Lead'], requirements: [history('Lead', 'Status', ifPresent)] },
      [target('Lead', ['Status'])],
    ],
    ['a definition that needs no history: nothing', { requirements: [requirement(needs.object('Lead', 'read'))] }, []],
    [
      'alternatives are left out: another one may do',
      { requirements: [requirement(needs.anyOf('a', [history('Lead')]))] },
      [],
    ],
    [
      'a field beside a definition that needs no history: of Opportunity',
      { fields: ['Amount'], requirements: [] },
      [target('Opportunity', ['Amount'])],
    ],
    [
      'a field beside a definition with one object: of that',
      { fields: ['Rating'], requirements: [history('Lead')] },
      [target('Lead', ['Rating'])],
    ],
  ];
  for (const [title, asked, expected] of cases) {
    it(title, () =>
      expect(targetsOf({ sobjects: [], fields: [], requirements: null, ...asked })).to.deep.equal({
        ok: true,
        targets: expected,
      }),
    );
  }

  const unclear: [title: string, asked: Partial<WantedHistory>, ambiguous: string[]][] = [
    ['two objects', { sobjects: ['Lead', 'Case'], fields: ['Status', 'Account.Name', 'Reason'] }, ['Status', 'Reason']],
    [
      'an object and another one of the definition',
      { sobjects: ['Lead'], fields: ['Status'], requirements: [history('Case')] },
      ['Status'],
    ],
  ];
  for (const [title, asked, ambiguous] of unclear) {
    it(`whose field it is, is not clear: ${title}`, () =>
      expect(targetsOf({ sobjects: [], fields: [], requirements: null, ...asked })).to.deep.equal({
        ok: false,
        ambiguous,
      }));
  }
});
