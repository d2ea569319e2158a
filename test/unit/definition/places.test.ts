import { expect } from 'chai';
import { evaluate } from '../../../src/check/evaluate.js';
import { canonicalForm } from '../../../src/definition/expandDefinition.js';
import type { Place } from '../../../src/kinds/ruleReader.js';
import { known } from '../../../src/access/snapshot.js';
import { field, schema, snapshot, user } from '../support/snapshot.js';
import { requirementsOf, withRules } from './helpers.js';

const shown = (places: readonly Place[] | undefined): string[] =>
  (places ?? []).map(({ file, line, column }) => `${file}:${line}:${column}`);

/** Id of each requirement → where the rules stand that ask for it. */
const placesIn = (...rules: string[]): Record<string, string[]> =>
  Object.fromEntries(requirementsOf(withRules(...rules)).map(({ id, places }) => [id, shown(places)]));

describe('the places of the rules that ask for a need', () => {
  it('are those of the names, one for each word of access', () => {
    expect(placesIn('  - object: [Lead, Contact]', '    access: [read, edit]')).to.deep.equal({
      'object:Contact:edit': ['acme.yml:5:20'],
      'object:Contact:read': ['acme.yml:5:20'],
      'object:Lead:edit': ['acme.yml:5:14'],
      'object:Lead:read': ['acme.yml:5:14'],
    });
  });

  it('are kept of every rule when rules merge, each once', () => {
    expect(placesIn('  - object: Lead', '  - object: LEAD', '  - object: Lead')).to.deep.equal({
      'object:Lead:read': ['acme.yml:5:13', 'acme.yml:6:13', 'acme.yml:7:13'],
    });
  });

  it('change nothing of what is hashed', () => {
    const form = (...rules: string[]): string => canonicalForm(requirementsOf(withRules(...rules)));
    expect(form('', '', '  - object: Lead')).to.equal(form('  - object: Lead'));
    expect(form('  - { anyOf: [{ object: Lead }], name: one }')).to.equal(
      form('', '  - name: one', '    anyOf:', '      - object: Lead'),
    );
  });

  it('are on the findings, of patterns too', () => {
    const orgSchema = schema({
      fields: new Map([
        ['lead', known(new Map(['Email', 'mk_a__c', 'mk_b__c'].map((name) => [name.toLowerCase(), field(name)])))],
      ]),
    });
    const requirements = requirementsOf(withRules('  - field: Lead.mk_*__c', '  - field: Lead.mk_a__c'));
    const findings = evaluate(requirements, snapshot(user(), orgSchema), user());
    expect(
      Object.fromEntries(
        findings.filter(({ kind }) => kind === 'field').map(({ id, places }) => [id, shown(places).sort()]),
      ),
    ).to.deep.equal({
      'field:Lead.mk_a__c:read': ['acme.yml:5:12', 'acme.yml:6:12'],
      'field:Lead.mk_b__c:read': ['acme.yml:5:12'],
    });
    expect(findings.find(({ id }) => id === 'user:active')?.places).to.equal(undefined);
  });
});
