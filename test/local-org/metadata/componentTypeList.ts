import type { ComponentType } from './componentType.js';
import { permissionSetType } from './permissionSetFile.js';
import { permissionSetGroupType } from './permissionSetGroupFile.js';

/** Types whose components are records, in the order in which they are deployed: groups hold sets. */
export const componentTypes: readonly ComponentType[] = [permissionSetType, permissionSetGroupType];

/** Whether a type name of a manifest can be deployed to and retrieved from this org. */
export const findComponentType = (name: string): 'object' | ComponentType | undefined =>
  name === 'CustomObject' || name === 'CustomField' ? 'object' : componentTypes.find((type) => type.name === name);
