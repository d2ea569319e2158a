import { Messages } from '@salesforce/core/messages';
import { expect } from 'chai';
import { findingTexts } from '../../../src/cli/presentation.js';
import type { Finding } from '../../../src/kinds/finding.js';
import type { FindingCode } from '../../../src/kinds/findingCodes.js';
import { verdict } from '../../../src/kinds/verdict.js';
import { actionsOf, sentencesOf } from '../../../src/report/words.js';

type JudgedFinding = Parameters<typeof actionsOf>[0][number];

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);

/** What people read of a need that is unmet. */
const messageOf = (code: FindingCode, args: readonly string[], need: Finding['need']): string =>
  sentencesOf({ ...verdict('unmet', code, args), need }, { texts: findingTexts(), schema: null }).message;

const picklist = { kind: 'picklistValue', sobject: 'Lead', field: 'Operation__c', value: 'delete' } as const;

describe('the words of a sentence', () => {
  it('call access as Setup calls it', () => {
    const need = { kind: 'object', sobject: 'Lead', access: 'viewAllRecords', minimum: [] } as const;
    expect(messageOf('ACCESS_NOT_SUPPORTED', ['Lead', 'viewAllRecords'], need)).to.include('View All Records');
  });

  const names: Array<[what: string, code: FindingCode, args: string[], need: Finding['need'], told: string]> = [
    ['a value of a picklist', 'PICKLIST_VALUE_MISSING', ['Lead.Operation__c', 'delete'], picklist, 'no value delete.'],
    ['an app', 'NO_SUCH_CONNECTED_APP', ['read'], { kind: 'connectedApp', name: 'read' }, 'read'],
    ['a user', 'CONNECTED_APP_NOT_PREAUTHORIZED', ['Sync', 'edit'], { kind: 'connectedApp', name: 'Sync' }, 'edit'],
  ];
  for (const [what, code, args, need, told] of names) {
    it(`leave the name of ${what} as it is, though there is a word of access like it`, () => {
      expect(messageOf(code, args, need)).to.include(told);
    });
  }

  it('of several objects name each field with its own object', () => {
    const open = (sobject: string, fields: string): JudgedFinding => ({
      ...verdict('unmet', 'REQUIRED_FIELDS_NOT_WRITTEN', [sobject, fields]),
      need: { kind: 'requiredFields', sobject } as Finding['need'],
    });
    const [step] = actionsOf([open('Contact', 'LastName'), open('Opportunity', 'CloseDate, StageName')], {
      texts: findingTexts(),
      schema: null,
    });
    expect(step).to.match(
      /^Have the vendor map Contact\.LastName, Opportunity\.CloseDate, Opportunity\.StageName, give/,
    );
  });
});
