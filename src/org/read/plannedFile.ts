import { ownDescription } from '../../grant/ownership.js';
import { mergeEntries, permissionSetFileOf } from '../../metadata/permissionSetFile.js';
import type { PermissionSetFile } from '../../metadata/permissionSetFile.js';
import type { XmlNode } from '../../metadata/metadataXml.js';
import type { Plan } from '../../grant/grantPlan.js';
import type { OrgClient } from '../orgClient.js';
import { projectFileRefusal } from '../../files/projectFileRefusal.js';

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * What readMetadata answered, as elements. The client has made lists of some elements and true and false of some texts;
 * for a known element that was not there it puts an empty text, which says nothing.
 */
const elementsOf = (name: string, value: unknown): XmlNode[] => {
  if (value === null || value === undefined || value === '') return [];
  if (Array.isArray(value)) return value.flatMap((one) => elementsOf(name, one));
  const children = isMap(value) ? childrenOf(value) : [];
  if (isMap(value) && children.length === 0) return [];
  return [{ name, attributes: {}, children, text: isMap(value) ? '' : String(value), comments: [] }];
};

/** `$` holds attributes of the SOAP answer, such as the type, that no file has. */
const childrenOf = (record: Readonly<Record<string, unknown>>): XmlNode[] =>
  Object.entries(record).flatMap(([name, value]) => (name === '$' ? [] : elementsOf(name, value)));

/**
 * The permission set as it is in the org; null where there is none of this name.
 * @throws OrgFailure; Refusal where the org does not show it to this user
 */
export const readOrgFile = async (client: OrgClient, name: string): Promise<PermissionSetFile | null> => {
  const reply = await client.readMetadata('PermissionSet', [name]);
  // A file without what the org holds would take it away when deployed (fact H1), so nothing is better than a part.
  if (!reply.ok) throw projectFileRefusal('OrgContentUnreadable', name, `${reply.errorCode}: ${reply.message}`);
  const [record] = Array.isArray(reply.body) ? (reply.body as readonly unknown[]) : [reply.body];
  // For a name that does not exist the answer is a record without anything in it.
  if (!isMap(record) || typeof record['fullName'] !== 'string' || record['fullName'] === '') return null;
  // The file's name says it; no retrieved file does.
  return permissionSetFileOf(childrenOf(record).filter((element) => element.name !== 'fullName'));
};

/**
 * The permission set as the plan leaves it: all that the org holds of it and what the plan adds. One request where the
 * set exists, none where it does not.
 * @throws OrgFailure, Refusal
 */
export const plannedFile = async (client: OrgClient, plan: Plan): Promise<PermissionSetFile> => {
  const { permissionSet, adds, requirements } = plan;
  const held = permissionSet.existing === null ? null : await readOrgFile(client, permissionSet.name);
  return mergeEntries(
    held,
    adds.map(({ entry }) => entry),
    { label: permissionSet.label, description: ownDescription(requirements) },
  );
};
