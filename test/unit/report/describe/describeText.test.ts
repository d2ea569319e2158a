import { Messages } from '@salesforce/core/messages';
import { expect } from 'chai';
import { describeDefinition, listDefinitions } from '../../../../src/report/describe/describeDefinition.js';
import { listBuiltIn } from '../../../../src/files/loadDefinition.js';
import { findingTexts } from '../../../../src/cli/presentation.js';
import type { DescribeTextOptions } from '../../../../src/report/describe/describeText.js';
import { describeText } from '../../../../src/report/describe/describeText.js';
import { listText } from '../../../../src/report/describe/listText.js';
import type { Words } from '../../../../src/report/words.js';
import { parse, withRules } from '../../definition/helpers.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const wordsOf = (bundle: string): Words => {
  const messages = Messages.loadMessages('sf-plugin-integration', bundle);
  return (key, tokens) => messages.getMessage(key, tokens ?? []);
};
const options: DescribeTextOptions = {
  words: wordsOf('integration.describe'),
  texts: findingTexts(),
  width: 80,
  paint: (_, one) => one,
};
const text = (...rules: string[]): string[] =>
  describeText(describeDefinition(parse(withRules(...rules)), {}), options).split('\n');

/** Where the line of the totals stands. */
const totalAt = (lines: readonly string[]): number => lines.findIndex((line) => /^\d+ needs: /.test(line));

describe('describeText', () => {
  it('shows objects as a matrix of words, with reasons once and the minimum', () => {
    const lines = text(
      '  - { object: [Account, Lead], access: [read, edit], because: Synced. }',
      '  - { object: Opportunity, access: [read, modifyAllRecords], minimum: [read], because: Scored., ifPresent: true }',
      '  - { object: Lead, access: [delete], forbid: true, because: Never deletes. }',
      '  - { object: Case, level: optional }',
    );
    expect(lines.slice(lines.indexOf('Object permissions'), totalAt(lines) - 1)).to.deep.equal([
      'Object permissions',
      '               Read  Edit  Delete  ModifyAll',
      '  Lead         yes   yes   never   -',
      '  Account      yes   yes   -       -',
      '  Case         opt.  -     -       -',
      '  Opportunity  yes   -     -       yes',
      '  yes = required, opt. = optional, never = must not have, - = not asked for',
      '  Opportunity works in part with: read.',
      '',
      '  Lead (delete: must not have)',
      '      Never deletes.',
      '  Account, Lead (read, edit)',
      '      Synced.',
      '  Opportunity (read, modify all: required, if the org has it)',
      '      Scored.',
    ]);
    expect(lines.slice(totalAt(lines)).join(' ')).to.equal(
      '8 needs: 7 required, 0 recommended, 1 optional. A check counts more: what every user needs, the licenses, and each field that a pattern matches.',
    );
  });

  it('leaves no empty place where no rule gives a reason', () => {
    const lines = text('  - object: Account', '  - field: Account.Name');
    expect(lines.join('\n')).to.include('Object permissions').and.not.include('\n\n\n');
  });

  it('shows fields per object and access, and says what limits them', () => {
    const lines = text(
      '  - { field: [Lead.Email, Lead.Phone], standardized: true, because: Synced. }',
      '  - { field: Lead.Title, access: [edit], inferred: true, when: { authentication: oauth } }',
    );
    expect(lines.slice(lines.indexOf('Fields') + 1, totalAt(lines) - 1)).to.deep.equal([
      '  Lead read: Email, Phone (required, standardized)',
      '      Synced.',
      '  Lead edit: Title (recommended, not stated by the vendor, only with OAuth)',
    ]);
  });

  it('keeps the other kinds apart', () => {
    const lines = text(
      '  - { userPermission: [ApiEnabled, RunReports], because: Reads., source: { title: Page, date: 2025-01-31 } }',
      '  - { api: [soql, bulk2] }',
      '  - { historyTracking: Case, fields: [Status] }',
      '  - { historyTracking: Lead, suggestedFields: [Status] }',
      '  - { picklistValue: Lead.LeadSource, value: "A\\u202eB" }',
      '  - { automation: Lead, onFields: [Email], level: recommended }',
      '  - { anyOf: [{ object: User, because: Sees. }, { userPermission: ViewSetup }], name: way, because: Either. }',
    );
    const after = (title: string, count: number): string[] => lines.slice(lines.indexOf(title) + 1).slice(0, count);
    expect(after('User permissions', 3)).to.deep.equal([
      '  ApiEnabled, RunReports (required)',
      '      Reads.',
      '      See Page, 2025-01-31.',
    ]);
    expect(after('APIs', 1)).to.deep.equal(['  Bulk API 2.0, SOQL API (required)']);
    expect(after('Field History Tracking', 2).join(' ').replace(/\s+/g, ' ')).to.equal(
      ' Case.Status; Lead (the object switch and at least one field); suggested: Status (required)',
    );
    expect(after('Picklist values', 1)).to.deep.equal(['  Lead.LeadSource = A\\u{202e}B (required)']);
    expect(after('Automation to review', 1)).to.deep.equal(['  Lead when these change: Email (recommended)']);
    expect(after('One of several ways', 5)).to.deep.equal([
      '  way (required)',
      '      Either.',
      '      1. Read on User',
      '         Sees.',
      '      2. ViewSetup',
    ]);
  });

  it('puts long object names on lines of their own', () => {
    const lines = text(
      `  - { object: ${'Long'.repeat(15)}__c, access: [read, create, edit, delete, viewAllRecords, modifyAllRecords, viewAllFields] }`,
    );
    expect(lines).to.include(`  ${'Long'.repeat(15)}__c`);
    expect(lines).to.include('      yes   yes     yes   yes     yes      yes        yes');
  });

  it('keeps every built-in definition within 80 columns and says all of its reasons', async () => {
    const all = await listBuiltIn();
    for (const one of all) {
      for (const variant of one.variants.length === 0 ? [null] : one.variants.map(({ name }) => name)) {
        const result = describeDefinition(one, { variant });
        const shown = describeText(result, options);
        // An address is never broken.
        for (const line of shown.split('\n'))
          if (!/^ *https?:\S+$/.test(line)) expect(line.length, line).to.be.at.most(80);
        const joined = shown.replace(/\s+/g, ' ');
        for (const { because } of result.requirements) for (const why of because) expect(joined).to.include(why);
      }
    }
    for (const line of listText(listDefinitions(all), { ...options, words: wordsOf('integration.list') }).split('\n')) {
      if (!line.includes('://')) expect(line.length, line).to.be.at.most(80);
    }
  });

  it('lets headings catch the eye, and nothing else', () => {
    const needs = ['  - { userPermission: ApiEnabled }', '  - { object: Account }'];
    const shown = describeText(describeDefinition(parse(withRules(...needs)), {}), {
      ...options,
      paint: (tone, one) => `<${tone}>${one}</${tone}>`,
    });
    expect(shown.match(/<heading>[^<]*<\/heading>/g)).to.deep.equal([
      '<heading>Acme (acme)</heading>',
      '<heading>User permissions</heading>',
      '<heading>Object permissions</heading>',
    ]);
    expect(shown.replaceAll(/<\/?heading>/g, '')).to.equal(text(...needs).join('\n'));
  });
});
