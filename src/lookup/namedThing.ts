/** What can be looked up: things of an org that definitions name. */
import { isKindKey } from '../definition/definitionSchema.js';

/** The kinds, in the order in which those of equal fit are told. */
export const thingKinds = [
  // A kind of rule by what pages call it: nobody looks for an object of set-up that is called so.
  'ruleKind',
  'userPermission',
  // What somebody names so means the box, not the field of User that holds it.
  'userFlag',
  'object',
  'field',
  'permissionSet',
  'permissionSetGroup',
  'permissionSetLicense',
  'userLicense',
  'package',
  'customPermission',
  'apexClass',
  'connectedApp',
  'profile',
] as const;
export type ThingKind = (typeof thingKinds)[number];

/** One thing: `Lead.Email` for a field, `ns__Name` for what comes with a package. */
export type NamedThing = {
  readonly kind: ThingKind;
  readonly name: string;
  /** Null where it is not known. */
  readonly label: string | null;
  /** What else it is called: of a field with its object, `Lead Email`. */
  readonly also?: readonly string[];
  /** Of a kind of rule what it asks for, and a rule of that kind with names that are only examples. */
  readonly ofKind?: { readonly description: string; readonly example: string };
};

/** The rule key under which a definition asks for it. */
const ruleKeys: Readonly<Record<Exclude<ThingKind, 'ruleKind'>, string>> = {
  userPermission: 'userPermission',
  object: 'object',
  field: 'field',
  permissionSet: 'permissionSetAssigned',
  permissionSetGroup: 'permissionSetAssigned',
  permissionSetLicense: 'permissionSetLicense',
  userLicense: 'userLicense',
  package: 'package',
  customPermission: 'customPermission',
  apexClass: 'apexClass',
  connectedApp: 'connectedApp',
  userFlag: 'userFlag',
  profile: 'profile',
};

/** The kind of the rules that ask for a thing, or that it is. */
export const ruleKindOf = ({ kind, name }: NamedThing): string => (kind === 'ruleKind' ? name : ruleKeys[kind]);

/** A text as YAML takes it for that text and nothing else. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w.]*(?: [A-Za-z0-9][\w.]*)*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);

/** The rule that asks for it, as it stands under `requires`; null where this version has no such rule. */
export const definitionLine = (thing: NamedThing): string | null => {
  const { kind, name, ofKind } = thing;
  if (kind === 'ruleKind') return ofKind?.example ?? null;
  const key = ruleKeys[kind];
  if (!isKindKey(key)) return null;
  if (kind === 'object') return `- { object: ${scalar(name)}, access: [read] }`;
  return kind === 'field' ? `- { field: ${scalar(name)}, access: [read] }` : `- ${key}: ${scalar(name)}`;
};
