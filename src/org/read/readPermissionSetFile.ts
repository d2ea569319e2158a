import { answerElements } from '../../metadata/answerElements.js';
import { MetadataFileMistake } from '../../metadata/metadataFileMistake.js';
import { permissionSetFileOf } from '../../metadata/permissionSetFile.js';
import type { PermissionSetFile } from '../../metadata/permissionSetFile.js';
import { projectFileRefusal } from '../../metadata/projectFileRefusal.js';
import type { OrgClient } from '../orgClient.js';

/**
 * A permission set of the org as a file, with every element: what is deployed replaces it whole (fact H1), and rows hold
 * only some of the elements. Null where there is none of this name.
 * @throws OrgFailure; Refusal where the org does not show it to this user
 */
export const readPermissionSetFile = async (client: OrgClient, name: string): Promise<PermissionSetFile | null> => {
  const reply = await client.readMetadata('PermissionSet', [name]);
  // A file without what the org holds would take it away when deployed, so nothing is better than a part.
  if (!reply.ok) throw projectFileRefusal('OrgContentUnreadable', name, `${reply.errorCode}: ${reply.message}`);
  const elements = answerElements(reply.body);
  try {
    return elements && permissionSetFileOf(elements);
  } catch (error) {
    if (error instanceof MetadataFileMistake) throw projectFileRefusal('OrgContentUnreadable', name, error.detail);
    throw error;
  }
};
