import { requirementOf } from '../definition/atoms.js';
import { mergeRequirements } from '../definition/mergeRequirements.js';
import type { RequirementSet } from '../definition/requirementSet.js';
import { needOfEntry } from '../kinds/entryOf.js';
import type { Authentication } from '../kinds/requirement.js';
import type { Receipt } from '../grant/receipt.js';
import { addedEntries } from './receiptContents.js';

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
      requirementOf(needOfEntry(entry), {
        because: null,
        level: 'required',
        ifPresent: false,
        inferred: false,
        forbid: false,
        sources: [],
      }),
    ),
  ),
});
