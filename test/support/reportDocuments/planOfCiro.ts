/** The plan of a grant that was carried out in part. */
import type { DocumentCell, ReportDocument } from '../../../src/report/document/reportDocument.js';
import { aDocument, aGroup, anItem } from './parts.js';

const plus: DocumentCell = { text: '+', tone: 'good' };
const none: DocumentCell = { text: '' };

export const planOfCiro: ReportDocument = aDocument({
  command: 'grant',
  title: 'Grant for Ciro (granular): permission set Integration_ciro',
  facts: [
    { label: 'Org', text: 'PRODUCTION, Acme, https://acme.my.salesforce.com (00D000000000001EAA)' },
    { label: 'Permission set', text: 'Integration_ciro: to be created, without a license' },
    { label: 'Users', text: 'ciro@example.com: 50 permissions, 50 of them new for this user' },
    { label: 'Plan', text: 'sha256 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef' },
  ],
  exitCode: 6,
  verdict: { word: 'PARTLY DONE', text: 'The permission set was created; assigning it failed.', tone: 'unsure' },
  tables: [
    {
      key: 'org-wide',
      title: 'Gives control over the whole org',
      notes: ['These permissions reach further than the integration.'],
      columns: ['Permission', 'Users'],
      rows: [
        [
          { text: 'Modify Metadata Through Metadata API Functions (ModifyMetadata)', tone: 'bad' },
          { text: 'ciro@example.com' },
        ],
      ],
    },
    {
      key: 'objects',
      title: 'Objects',
      notes: ['+ is added. Delete is not asked for; Salesforce requires it with Modify All Records.'],
      columns: [
        'Object',
        'Read',
        'Create',
        'Edit',
        'Delete',
        'View All Records',
        'Modify All Records',
        'View All Fields',
      ],
      rows: ['Account', 'Contact', 'Lead', 'A_Custom_Object_With_A_Very_Long_Name__c'].map((text) => [
        { text },
        plus,
        plus,
        plus,
        { text: '+*', tone: 'unsure' },
        plus,
        plus,
        none,
      ]),
    },
    { key: 'nothing', title: 'Left out', notes: ['Nothing was left out.'], columns: ['Need', 'Why'], rows: [] },
  ],
  groups: [
    aGroup({
      key: 'steps',
      title: 'Steps',
      verdict: { word: 'PARTLY DONE', text: '1 of 3 steps failed.', tone: 'unsure' },
      items: [
        anItem({
          id: 'step:create',
          kind: 'step',
          status: 'met',
          tone: 'good',
          statusWord: 'done',
          name: 'Create the permission set Integration_ciro',
          message: 'Created.',
        }),
        anItem({
          id: 'step:assign',
          kind: 'step',
          statusWord: 'FAILED',
          name: 'Assign it to ciro@example.com',
          message: 'LICENSE_LIMIT_EXCEEDED: no seat of the license is left.',
          actions: ['Free a seat, and repeat the command.'],
        }),
        anItem({
          id: 'step:check',
          kind: 'step',
          status: 'unknown',
          tone: 'unsure',
          statusWord: 'not reached',
          name: 'Check again',
          message: 'Not reached.',
        }),
      ],
    }),
  ],
  steps: [
    {
      text: 'Undo it:',
      command: 'sf integration revoke -o admin@example.com --receipt artifacts/2026-11-28-ciro.json',
    },
  ],
});
