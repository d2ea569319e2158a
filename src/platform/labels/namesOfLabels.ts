/** The API names behind labels: vendors' pages have labels, and people write them where a name belongs. */
import { keyOf } from '../names.js';
import { labeledObjects } from './objectLabels.js';
import { permissionSetLicenseLabels } from './permissionSetLicenseLabels.js';
import { userPermissionLabels } from './userPermissionLabels.js';

/** Only letters and digits, small. */
const squeezed = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '');

type Labels = ReadonlyArray<readonly [name: string, label: string]>;

/** The names by their label and by themselves, squeezed. */
type ByLabel = ReadonlyMap<string, readonly string[]>;

const byLabel = (labels: Labels): ByLabel => {
  const found = new Map<string, string[]>();
  for (const [name, label] of labels)
    for (const key of new Set([squeezed(label), squeezed(name)])) found.set(key, [...(found.get(key) ?? []), name]);
  return found;
};

const tables = new WeakMap<Labels, ByLabel>();

/** Labels, or names, that are the text: one look, as one value of a file can hold a great many texts. */
const labeled = (text: string, labels: Labels): string[] => {
  const wanted = squeezed(text);
  if (wanted.length < 3) return [];
  const table = tables.get(labels) ?? byLabel(labels);
  tables.set(labels, table);
  return [...(table.get(wanted) ?? [])];
};

/** Labels that are the text, or else that begin with it. */
const called = (text: string, labels: Labels): string[] => {
  const whole = labeled(text, labels);
  const wanted = squeezed(text);
  if (whole.length > 0 || wanted.length < 3) return whole;
  return labels
    .filter(([, label]) => squeezed(label).startsWith(wanted))
    .slice(0, 3)
    .map(([name]) => name);
};

const objectLabels: Labels = labeledObjects.map(({ name, label }) => [name, label] as const);

/** The API names of the user permissions with this label, best first; none where no label is like it. */
export const permissionsCalled = (label: string): string[] => called(label, userPermissionLabels);

const permissionKeys: ReadonlySet<string> = new Set(userPermissionLabels.map(([name]) => keyOf(name)));

/** Whether Salesforce is known to have a user permission of this API name; of others nobody can say from here (fact D1). */
export const isUserPermission = (name: string): boolean => permissionKeys.has(keyOf(name));

/** The API names of the objects with this label, best first; none where no label is like it. */
export const objectsCalled = (label: string): string[] => called(label, objectLabels);

/** The name of a user permission as its column in SOQL has it: `ApiEnabled` of `PermissionsApiEnabled`. */
const nameInColumn = (name: string): string => name.replace(/^permissions(?=.)/i, '');

/** The API names of the user permissions whose whole label or column in SOQL a name is: `ViewSetupAndConfiguration` is ViewSetup. */
export const permissionsLabeled = (name: string): string[] => labeled(nameInColumn(name), userPermissionLabels);

/** The same, with the name that stands in a column whichever it is: an org has permissions that no table has. */
export const permissionsMeantBy = (name: string): string[] => {
  const inColumn = nameInColumn(name);
  return inColumn === name ? permissionsLabeled(name) : [...permissionsLabeled(name), inColumn];
};

/** The API names of the permission set licenses whose whole label a name is, be it without the ending that API names have. */
export const setLicensesLabeled = (name: string): string[] =>
  labeled(name.replace(/psl$/i, ''), permissionSetLicenseLabels);

/** The API names of the objects whose whole label a name is. */
export const objectsLabeled = (name: string): string[] => labeled(name, objectLabels);

/** The API names of the fields of a standard object whose whole label a name is: `Stage` of Opportunity is StageName. */
export const fieldsLabeled = (sobject: string, name: string): string[] => {
  const found = labeledObjects.find((one) => squeezed(one.name) === squeezed(sobject));
  return found === undefined ? [] : labeled(name, Object.entries(found.fields));
};

/** The fields of a standard object that have the label behind the dot, best first: `Opportunity.NextStep` of "Opportunity.Next Step". */
export const fieldsCalled = (text: string): string[] => {
  const dot = text.indexOf('.');
  const [object, label] = [squeezed(text.slice(0, Math.max(0, dot))), text.slice(dot + 1)];
  const found = labeledObjects.find(({ name, label: own }) => squeezed(name) === object || squeezed(own) === object);
  return found === undefined
    ? []
    : called(label, Object.entries(found.fields)).map((field) => `${found.name}.${field}`);
};
