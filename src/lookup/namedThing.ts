/** What can be looked up: things of an org that definitions name. */
import { isKindKey } from '../definition/definitionSchema.js';

/** The kinds, in the order in which those of equal fit are told. */
export const thingKinds = [
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
  /** Of a field what people call it with its object: `Lead Email`. */
  readonly also?: string;
};

/** The rule key under which a definition asks for it. */
const ruleKeys: Readonly<Record<ThingKind, string>> = {
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

/** A text as YAML takes it for that text and nothing else. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w.]*(?: [A-Za-z0-9][\w.]*)*$/.test(text) && !/^(?:true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);

/** The rule that asks for it, as it stands under `requires`; null where this version has no such rule. */
export const definitionLine = ({ kind, name }: NamedThing): string | null => {
  const key = ruleKeys[kind];
  if (!isKindKey(key)) return null;
  if (kind === 'object') return `- { object: ${scalar(name)}, access: [read] }`;
  return kind === 'field' ? `- { field: ${scalar(name)}, access: [read] }` : `- ${key}: ${scalar(name)}`;
};
