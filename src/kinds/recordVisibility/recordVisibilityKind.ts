import { spelledObject } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { objectInOrg } from '../namesInOrg.js';
import { listed, sobjectName } from '../ruleShapes.js';
import { soughtObject } from '../sought.js';
import { judgeRecordVisibility, recordVisibilityCodes } from './judgeRecordVisibility.js';

/** All records of an object are seen, and not only those that are shared with the user. */
export type RecordVisibilityNeed = { readonly kind: 'recordVisibility'; readonly sobject: string };

type Rule = { readonly recordVisibility: string | readonly string[] };

export const recordVisibility: Kind<RecordVisibilityNeed, CodesIn<typeof recordVisibilityCodes>> = {
  lookedUp: {
    called: [
      'record visibility',
      'sharing rule',
      'sharing',
      'sharing settings',
      'record sharing',
      'record access',
      'org-wide default',
      'organization-wide default',
      'OWD',
      'role hierarchy',
      'role',
      'queue',
      'public group',
      'territory',
      'see all records',
      'all records',
    ],
    example: (sobject) => `- recordVisibility: ${sobject}`,
  },
  ruleShape: {
    recordVisibility: listed(sobjectName).meta({
      description: 'Objects of which all records have to be visible: by View All Records or a public org-wide default.',
    }),
  },
  codes: recordVisibilityCodes,
  needsOf: (rule: Rule, reader) =>
    reader
      .entries('recordVisibility', rule.recordVisibility)
      .map(({ value: sobject, place }) => ({ need: { kind: 'recordVisibility', sobject }, place })),
  idOf: ({ sobject }) => `recordVisibility:${sobject}`,
  spelled: (need, { schema }) => ({ ...need, sobject: spelledObject(schema, need.sobject) }),
  merged: (first) => first,
  addNames: ({ sobject }, names) => {
    names.sobject(sobject);
    names.sharingOf(sobject);
    for (const access of ['read', 'viewAllRecords'] as const) names.access(sobject, access);
  },
  judged: (context, requirement) => judgeRecordVisibility(context, requirement),
  sought: ({ sobject }, code, schema) => (code === 'NO_SUCH_OBJECT' ? soughtObject(sobject, schema) : undefined),
  namesInOrg: ({ sobject }) => objectInOrg(sobject),
  details: ({ sobject }) => ({ sobject }),
  recordsOf: ({ sobject }) => sobject,
  setupPage: () => ({ page: 'sharing' }),
};
