import type { Entry } from '../access/entry.js';
import { requirementOf } from '../definition/atoms.js';
import { mergeRequirements } from '../definition/mergeRequirements.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import type { Need } from '../kinds/kinds.js';
import type { Authentication } from '../kinds/requirement.js';
import type { Receipt } from '../grant/receipt.js';
import { addedEntries } from './receiptContents.js';

const needOf = (entry: Entry): Need => {
  switch (entry.kind) {
    case 'userPermission':
      return { kind: 'userPermission', name: entry.name };
    case 'object':
      return { kind: 'object', sobject: entry.sobject, access: entry.access, minimum: [] };
    case 'field':
      return { kind: 'field', sobject: entry.sobject, field: entry.field, access: entry.access, standardized: false };
  }
};

/**
 * What a grant added, as requirements: they tell what becomes unmet where the definition is not to be had any more.
 * @returns without a hash, as it is not a definition
 */
export const requirementsOfReceipt = (receipt: Receipt, authentication: Authentication): RequirementSet => ({
  integration: receipt.integration,
  label: receipt.integration,
  variant: receipt.variant,
  ...(receipt.features === undefined ? {} : { features: receipt.features }),
  authentication,
  permissionSet: receipt.permissionSet.name,
  definitionHash: '',
  requirements: mergeRequirements(
    addedEntries(receipt).map(({ entry }) =>
      requirementOf(needOf(entry), {
        because: null,
        level: 'required',
        ifPresent: false,
        inferred: false,
        forbid: false,
        source: null,
      }),
    ),
  ),
});
