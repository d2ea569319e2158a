/** The names that are looked for in a vendor's page, with what people call them. */
import { derivedObjectNames } from '../platform/derivedObjects/derivedObject.js';
import { everydayObjects } from '../platform/fullLicense.js';
import { integrationPermissionSetLicense } from '../platform/integrationLicense.js';
import { labeledObjects } from '../platform/labels/objectLabels.js';
import { userPermissionLabels } from '../platform/labels/userPermissionLabels.js';
import { keyOf } from '../platform/names.js';

/** What is looked for: user permissions and permission set licenses by API name and label, objects by API name. */
export type PageVocabulary = {
  readonly permissions: readonly { readonly name: string; readonly label: string }[];
  readonly permissionSetLicenses: readonly { readonly name: string; readonly label: string | null }[];
  readonly objects: readonly string[];
  /** Per object (key) its fields by the key of the label. */
  readonly fieldLabels: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

/** What is known without an org: the labels of common user permissions, and the standard objects. */
export const builtInVocabulary: PageVocabulary = {
  permissions: userPermissionLabels.map(([name, label]) => ({ name, label })),
  // Fact A15.
  permissionSetLicenses: [{ name: integrationPermissionSetLicense, label: 'Salesforce API Integration' }],
  objects: [...new Set([...everydayObjects, ...labeledObjects.map(({ name }) => name), ...derivedObjectNames()])],
  fieldLabels: new Map(
    labeledObjects.map(({ name, fields }) => [
      keyOf(name),
      new Map(Object.entries(fields).map(([field, label]) => [keyOf(label), field])),
    ]),
  ),
};

/** What people call an object: its API name, and that in words, in the singular and the plural. */
export const namesOfObject = (sobject: string): string[] => {
  const plain = sobject.replace(/^[A-Za-z0-9]+__(?=\w+__)/, '').replace(/__[a-z]+$/i, '');
  const words = plain.replace(/_/g, ' ').replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  const singular = [sobject, plain, words];
  return [...new Set([...singular, ...singular.map((one) => one.replace(/y$/, 'ie')).map((one) => `${one}s`)])];
};
