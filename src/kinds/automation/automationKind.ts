import { spelledObject } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { automationCodes, judgeAutomationNeed } from './judgeAutomationNeed.js';
import { fieldInOrg, objectInOrg } from '../namesInOrg.js';
import { listed, relativeFieldPattern, sobjectName } from '../ruleShapes.js';
import { valuesOf } from '../ruleReader.js';
import { unionOfNames } from '../unionOfNames.js';

/** Automation of an object must not stand in the way of what the integration writes. */
export type AutomationNeed = {
  readonly kind: 'automation';
  readonly sobject: string;
  /** Fields that the integration writes; patterns among them. */
  readonly onFields: readonly string[];
};

type Rule = { readonly automation: string | readonly string[]; readonly onFields?: string | readonly string[] };

export const automation: Kind<AutomationNeed, CodesIn<typeof automationCodes>> = {
  lookedUp: {
    called: [
      'validation rule',
      'automation',
      'flow',
      'record-triggered flow',
      'workflow rule',
      'process builder',
      'Apex trigger',
      'trigger',
      'duplicate rule',
      'approval process',
      'record lock',
      'bypass validation',
      'exempt from validation rules',
    ],
    example: (sobject) => `- automation: ${sobject}`,
  },
  ruleShape: {
    automation: listed(sobjectName).meta({
      description:
        'Objects whose automation runs when the integration writes: validation rules, flows, triggers, approvals and the like.',
    }),
    onFields: listed(relativeFieldPattern).meta({ description: 'Fields that the integration writes.' }).optional(),
  },
  codes: automationCodes,
  needsOf: (rule: Rule, reader) => {
    const onFields = valuesOf(reader, 'onFields', rule.onFields);
    return reader
      .entries('automation', rule.automation)
      .map(({ value: sobject, place }) => ({ need: { kind: 'automation', sobject, onFields }, place }));
  },
  size: ({ onFields }) => 1 + onFields.length,
  idOf: ({ sobject }) => `automation:${sobject}`,
  spelled: (need, { schema }) => ({ ...need, sobject: spelledObject(schema, need.sobject) }),
  merged: (first, second) => ({ ...first, onFields: unionOfNames(first.onFields, second.onFields) }),
  addNames: ({ sobject }, names) => names.automationOf(sobject),
  judged: judgeAutomationNeed,
  namesInOrg: ({ sobject, onFields }) =>
    onFields.length === 0 ? objectInOrg(sobject) : onFields.flatMap((field) => fieldInOrg(sobject, field)),
  details: ({ sobject, onFields }) => ({ sobject, ...(onFields.length > 0 ? { onFields: [...onFields] } : {}) }),
  aboutLogins: true,
  surrounds: 'automation',
  setupPage: ({ sobject }) => ({ page: 'object', sobject }),
};
