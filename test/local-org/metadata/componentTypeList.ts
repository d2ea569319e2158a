import type { RecordType } from './componentType.js';
import { permissionSetType } from './permissionSetFile.js';
import { permissionSetGroupType } from './permissionSetGroupFile.js';

/** Types whose components are records, in the order in which they are deployed: groups hold sets. */
export const recordTypes: readonly RecordType[] = [permissionSetType, permissionSetGroupType];

/** Whether a type name of a manifest can be deployed to and retrieved from this org. */
export const findType = (name: string): 'object' | RecordType | undefined =>
  name === 'CustomObject' || name === 'CustomField' ? 'object' : recordTypes.find((type) => type.name === name);
