/** The API names behind labels: vendors' pages have labels, and people write them where a name belongs. */
import { labeledObjects } from './objectLabels.js';
import { userPermissionLabels } from './userPermissionLabels.js';

/** Only letters and digits, small. */
const squeezed = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, '');

/** Labels that are the text, or else that begin with it. */
const called = (text: string, labels: ReadonlyArray<readonly [name: string, label: string]>): string[] => {
  const wanted = squeezed(text);
  if (wanted.length < 3) return [];
  const whole = labels.filter(([name, label]) => squeezed(label) === wanted || squeezed(name) === wanted);
  const found = whole.length > 0 ? whole : labels.filter(([, label]) => squeezed(label).startsWith(wanted));
  return found.slice(0, 3).map(([name]) => name);
};

/** The API names of the user permissions with this label, best first; none where no label is like it. */
export const permissionsCalled = (label: string): string[] => called(label, userPermissionLabels);

/** The API names of the objects with this label, best first; none where no label is like it. */
export const objectsCalled = (label: string): string[] =>
  called(
    label,
    labeledObjects.map(({ name, label: own }) => [name, own] as const),
  );

/** The fields of a standard object that have the label behind the dot, best first: `Opportunity.NextStep` of "Opportunity.Next Step". */
export const fieldsCalled = (text: string): string[] => {
  const dot = text.indexOf('.');
  const [object, label] = [squeezed(text.slice(0, Math.max(0, dot))), text.slice(dot + 1)];
  const found = labeledObjects.find(({ name, label: own }) => squeezed(name) === object || squeezed(own) === object);
  return found === undefined
    ? []
    : called(label, Object.entries(found.fields)).map((field) => `${found.name}.${field}`);
};
