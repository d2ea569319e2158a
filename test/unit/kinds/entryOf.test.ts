/** Needs as entries of a permission set, and the way back. */
import { expect } from 'chai';
import type { Entry } from '../../../src/access/entry.js';
import { entryOf, needOfEntry } from '../../../src/kinds/entryOf.js';
import type { Need } from '../../../src/kinds/kinds.js';

describe('the entry of a permission set that gives what is needed', () => {
  const both: [need: Need, entry: Entry][] = [
    [
      { kind: 'userPermission', name: 'RunReports' },
      { kind: 'userPermission', name: 'RunReports' },
    ],
    [
      { kind: 'object', sobject: 'Lead', access: 'edit', minimum: [] },
      { kind: 'object', sobject: 'Lead', access: 'edit' },
    ],
    [
      { kind: 'field', sobject: 'Lead', field: 'Email', access: 'edit', standardized: false },
      { kind: 'field', sobject: 'Lead', field: 'Email', access: 'edit' },
    ],
    [
      { kind: 'customPermission', name: 'acme__Skip' },
      { kind: 'customPermission', name: 'acme__Skip' },
    ],
    [
      { kind: 'apexClass', name: 'acme__Api' },
      { kind: 'apexClass', name: 'acme__Api' },
    ],
    [
      { kind: 'connectedApp', name: 'Acme Sync' },
      { kind: 'connectedApp', name: 'Acme Sync' },
    ],
  ];
  for (const [need, entry] of both) {
    it(`${need.kind}, there and back`, () => {
      expect(entryOf(need)).to.deep.equal(entry);
      expect(needOfEntry(entry)).to.deep.equal(need);
    });
  }

  it('is told without what a rule says beside it', () => {
    const need: Need = { kind: 'object', sobject: 'Lead', access: 'edit', minimum: ['read'] };
    expect(entryOf(need)).to.deep.equal({ kind: 'object', sobject: 'Lead', access: 'edit' });
  });

  const none: Need[] = [
    { kind: 'permissionSetAssigned', name: 'Sync' },
    { kind: 'recordVisibility', sobject: 'Lead' },
    { kind: 'package', namespace: 'acme', seat: false },
    { kind: 'historyTracking', sobject: 'Lead', suggestedFields: [] },
  ];
  for (const need of none) it(`is none of ${need.kind}`, () => expect(entryOf(need)).to.equal(undefined));
});
