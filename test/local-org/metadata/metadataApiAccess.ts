import { OrgError } from '../model/orgModel.js';
import type { EffectiveAccess } from '../model/orgModel.js';

/**
 * Beside API Enabled the Metadata API needs one of two permissions (fact H3); the text is assumed.
 *
 * @throws OrgError INSUFFICIENT_ACCESS
 */
export const requireMetadataAccess = (access: EffectiveAccess): void => {
  if (!access.userPermission('ModifyMetadata') && !access.userPermission('ModifyAllData')) {
    throw new OrgError(
      403,
      'INSUFFICIENT_ACCESS',
      'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions',
    );
  }
};
