import { keyOf } from '../platform/names.js';
import type { Block } from '../metadata/elementText.js';
import type { MetadataPackage } from '../metadata/metadataPackage.js';
import { fieldBlock, isNameField, objectBlocks, objectFile } from '../metadata/objectFile.js';
import { definedOn } from '../platform/fieldHistory.js';
import { changeKey } from './historyChange.js';
import type { HistoryChange } from './historyChange.js';
import type { HistoryAction, PlannedField } from './historyPlan.js';
import { hasSuffix } from '../platform/customNames.js';

/** One switch or field of a change. `component`: what the org calls it when it refuses it. */
export type HistoryPart = {
  readonly key: string;
  readonly sobject: string;
  readonly component: string;
  /** Undefined for the switch of the object. */
  readonly field?: PlannedField;
  /** With a switch: the flag that the name of the object is to have; undefined where it is to stay. */
  readonly nameField?: boolean;
};

/** What an org holds of objects, by key of their name: the elements of their files. */
export type Definitions = ReadonlyMap<string, readonly Block[]>;

/** The switches of a change. A name whose flag is taken off before the switch must not get it back with the object's file. */
export const switchParts = ({ action, switches, fields }: HistoryChange): HistoryPart[] =>
  switches.map((sobject) => ({
    key: changeKey(sobject),
    sobject,
    component: sobject,
    ...(action === 'disable' && fields.some((one) => one.sobject === sobject && isNameField(sobject, one.field))
      ? { nameField: false }
      : {}),
  }));

/** The fields of a change. */
export const fieldParts = ({ fields }: HistoryChange): HistoryPart[] =>
  fields.map((field) => ({
    key: changeKey(field.sobject, field.field),
    sobject: field.sobject,
    component: isNameField(field.sobject, field.field)
      ? field.sobject
      : `${definedOn(field.sobject, field.field)}.${field.field}`,
    field,
  }));

/**
 * The components whose definitions a deploy of the change needs: custom objects and all fields (fact F8). Of a standard
 * object the switch alone is deployed (fact F13).
 */
export const neededComponents = ({
  switches,
  fields,
}: Pick<HistoryChange, 'switches' | 'fields'>): MetadataPackage['members'] => {
  const named = fields.filter(({ sobject, field }) => isNameField(sobject, field)).map(({ sobject }) => sobject);
  const members = {
    CustomObject: [...new Set([...switches.filter(hasSuffix), ...named])],
    CustomField: [
      ...new Set(
        fields
          .filter(({ sobject, field }) => !isNameField(sobject, field))
          .map(({ sobject, field }) => `${definedOn(sobject, field)}.${field}`),
      ),
    ],
  };
  return Object.fromEntries(Object.entries(members).filter(([, names]) => names.length > 0));
};

/** The package of these parts, and the parts whose definition is not there or cannot be read. */
export type HistoryPackage = { readonly contents: MetadataPackage; readonly without: readonly HistoryPart[] };

/** The object whose file holds the part. */
const fileOf = ({ sobject, field }: HistoryPart): string =>
  field === undefined ? sobject : definedOn(sobject, field.field);

type Element = {
  readonly part: HistoryPart;
  readonly type: 'CustomObject' | 'CustomField';
  readonly blocks: readonly string[] | null;
};

const elementOf = (part: HistoryPart, definitions: Definitions, action: HistoryAction): Element => {
  const { sobject, field } = part;
  const blocks = definitions.get(keyOf(fileOf(part))) ?? [];
  const track = action === 'enable';
  if (field === undefined) {
    const flags = { enableHistory: track, nameField: part.nameField };
    return { part, type: 'CustomObject', blocks: objectBlocks(sobject, blocks, flags) };
  }
  // The Name field is tracked by a flag in the file of its object (fact F10). Changing that flag leaves history tracking on.
  if (isNameField(sobject, field.field))
    return {
      part,
      type: 'CustomObject',
      blocks: objectBlocks(sobject, blocks, { enableHistory: true, nameField: track }),
    };
  const block = fieldBlock(blocks, { field: field.field, dataType: field.dataType, track });
  return { part, type: 'CustomField', blocks: block === null ? null : [block] };
};

/** The package that sets these switches and flags, and changes nothing else of the objects and fields. */
export const historyPackage = (
  parts: readonly HistoryPart[],
  definitions: Definitions,
  action: HistoryAction,
): HistoryPackage => {
  const elements = parts.map((part) => elementOf(part, definitions, action));
  // A custom field of tasks is that of events as well, and stands once in the file of Activity (fact C10).
  const isFirst = ({ part, type }: Element): boolean =>
    type === 'CustomObject' ||
    elements.find((other) => other.type === type && keyOf(other.part.component) === keyOf(part.component))?.part ===
      part;
  const there = elements.filter((element) => element.blocks !== null && isFirst(element));
  // The object's own elements come before its fields.
  const ordered = (['CustomObject', 'CustomField'] as const).map((type) => there.filter((one) => one.type === type));
  const files = new Map<string, string[]>();
  for (const { part, blocks } of ordered.flat())
    files.set(fileOf(part), [...(files.get(fileOf(part)) ?? []), ...(blocks ?? [])]);
  const [objects = [], fields = []] = ordered.map((all) => all.map(({ part }) => part.component));
  return {
    contents: {
      members: { CustomObject: objects, CustomField: fields },
      files: new Map([...files].map(([sobject, blocks]) => [`objects/${sobject}.object`, objectFile(blocks)])),
    },
    without: elements.filter(({ blocks }) => blocks === null).map(({ part }) => part),
  };
};
