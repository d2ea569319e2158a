import { expect } from 'chai';
import type { PlanDifference } from '../../../../src/grant/planDifference.js';
import { applyText } from '../../../../src/report/grant/applyText.js';
import type { ApplyWords } from '../../../../src/report/grant/applyText.js';
import { planDifferenceWords } from '../../../../src/report/grant/planDifferenceText.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import { schemaFor, textOptions } from '../support/scenes.js';

describe('what differs from a reviewed plan, in words', () => {
  const same: PlanDifference = { added: [], missing: [], users: [], held: [], set: null };
  const cases: [title: string, more: Partial<PlanDifference>, expected: string[][]][] = [
    ['nothing', {}, [[''], [''], [''], ['']]],
    [
      'two that are added: one sentence',
      { added: ['userPermission:RunReports', 'object:Lead:read'] },
      [[' <added> Run Reports (RunReports)', 'Read on Lead.'], [''], [''], ['']],
    ],
    ['one that is missing', { missing: ['object:Lead:read'] }, [[''], [' <missing> Read on Lead.'], [''], ['']]],
    ['users by their names', { users: ['ann@example.com'] }, [[''], [''], [' <users> ann@example.com.'], ['']]],
    ['what the set holds', { held: ['object:Lead:read'] }, [[''], [''], [''], [' <held> Read on Lead.']]],
    [
      'another set: no word about what it holds',
      { held: ['object:Lead:read'], set: { is: 'other', name: 'Theirs' } },
      [[''], [''], [''], [' <set.other> Theirs.']],
    ],
    [
      'so much that nobody reads it: the first, and how many more',
      { users: Array.from({ length: 40 }, (_, i) => `u${i}`) },
      [[''], [''], [' <users> u0', ...Array.from({ length: 11 }, (_, i) => `u${i + 1}`), '<more> 28.'], ['']],
    ],
    ['what has no name of its own', { added: ['something'] }, [[' <added> something.'], [''], [''], ['']]],
  ];
  for (const [title, more, expected] of cases) {
    it(title, () => {
      const vocabulary = { texts: findingTexts(), schema: schemaFor([]) };
      const words = (key: string, tokens: readonly string[] = []): string =>
        [`<${key.replace('difference.', '')}>`, ...tokens].join(' ');
      expect(planDifferenceWords({ ...same, ...more }, vocabulary, words)).to.deep.equal(expected);
    });
  }
});

describe('the command that carries a plan out', () => {
  const origin: ApplyWords['origin'] = {
    reference: 'ciro',
    authentication: 'oauth',
    scope: { recommended: false, optional: false, degraded: false, minimum: false },
    permissionSet: null,
  };
  const plain: ApplyWords = {
    program: 'sf',
    org: { username: 'admin@example.com', instanceUrl: 'https://example.my.salesforce.com' },
    origin,
    users: ['ann@example.com'],
    savedAs: undefined,
  };
  const cases: [title: string, words: ApplyWords, command: string][] = [
    ['as short as it was', plain, '-i ciro -u ann@example.com'],
    [
      'for several users',
      { ...plain, users: ['ann@example.com', 'bob@example.com'] },
      '-i ciro -u ann@example.com -u bob@example.com',
    ],
    [
      'with all that the plan was made from',
      {
        ...plain,
        origin: {
          ...origin,
          authentication: 'usernamePassword',
          scope: { recommended: true, optional: true, degraded: false, minimum: true },
          permissionSet: 'Mine',
        },
      },
      '-i ciro -u ann@example.com --authentication usernamePassword --include recommended --include optional --minimum --permission-set Mine',
    ],
    ['from a file that says it all', { ...plain, savedAs: 'plan.json' }, '--plan plan.json'],
  ];
  for (const [title, words, command] of cases) {
    it(title, () => {
      const text = applyText(words, textOptions({ width: 80, paint: (_, one) => one }, 'integration.grant'));
      expect(text.split('\n').at(-1)).to.equal(`  sf integration grant ${command} -o admin@example.com`);
      expect(text.split('\n').length).to.be.greaterThan(1);
    });
  }
});
