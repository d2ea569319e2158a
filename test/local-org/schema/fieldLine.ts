import type { FieldSchema, FieldType, PicklistValue } from '../model/orgModel.js';

/**
 * A parsed field line: the field, and the name of the relationship from the parent to the children that refer to it.
 */
export type FieldLine = { field: FieldSchema; childName: string | null };

const fieldTypes = new Set<string>(
  (
    'id string textarea boolean int long double currency percent date datetime time email phone url picklist multipicklist ' +
    'combobox reference address location anyType encryptedstring base64 complexvalue'
  ).split(' '),
);
const unsortable = new Set<FieldType>(['multipicklist', 'address', 'location', 'base64', 'anyType', 'complexvalue']);
const ungroupable = new Set<FieldType>([
  'double',
  'currency',
  'percent',
  'datetime',
  'long',
  'encryptedstring',
  'time',
]);
const numbers = new Set<FieldType>(['double', 'currency', 'percent']);
const audit = /^(Id|IsDeleted|CreatedDate|CreatedById|LastModifiedDate|LastModifiedById|SystemModstamp|Last\w*Date)$/;

/** Label that Salesforce gives to a field or object of this name: separate words, `Id` as `ID`, no suffix. */
export const labelOf = (name: string): string =>
  name
    .replace(/__(c|pc|r|History)$/, '')
    .replace(/_/g, ' ')
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/ Id$/, ' ID');

const isFieldType = (word: string): word is FieldType => fieldTypes.has(word);

const parsePicklist = (values: string | undefined, preset: string | undefined): PicklistValue[] =>
  (values === undefined || values === '' ? [] : values.split('|')).map((value) => ({
    value,
    label: value,
    active: true,
    defaultValue: value === preset,
  }));

const read = new Map<string, FieldLine>();

/**
 * The field of a line (`readFieldLine`). Orgs have thousands of them, and the next org mostly the same: each is read once, so
 * nobody may change what comes back.
 *
 * @throws Error naming the field when a word is not known
 */
export const parseFieldLine = (name: string, line: string): FieldLine => {
  const key = `${name} ${line}`;
  const before = read.get(key);
  if (before !== undefined) return before;
  const parsed = readFieldLine(name, line);
  Object.freeze(parsed.field);
  read.set(key, parsed);
  return parsed;
};

/**
 * Reads one field line, e.g. `picklist(40) perm; label=Account Type; values=Prospect|Other`. First comes the type with
 * its length or `(precision,scale)`, then words: `->A|B` objects that it refers to · `as=Name` its relationship name
 * (`-`: none) · `child=Name` name of the relationship from parent to child · `of=X` component of the compound X ·
 * `required` not nillable · `ro` `create` `update` read-only, only createable, only updateable · `perm` permissionable
 * · `noperm` · `default` defaulted on create · `nofilter` · `nogroup` · `calc` · `auto` · `restricted` · `unique` · `external` ·
 * `master` master-detail · `v45` since that API version · `tooling` a column of the Tooling API only. Fields of custom objects and custom fields are permissionable
 * unless required (fact C7). After `; ` come texts: `label=`, `values=A|B`, `default=` a value of a picklist or `true` for a
 * checkbox, `defaultFormula=` what a field has that is not sent (fact V10).
 *
 * @throws Error naming the field when a word is not known
 */
const readFieldLine = (name: string, line: string): FieldLine => {
  const [head = '', ...texts] = line.split('; ');
  const text = (key: string): string | undefined =>
    texts.find((part) => part.startsWith(`${key}=`))?.slice(key.length + 1);
  const [typeWord = '', ...words] = head.trim().split(/\s+/);
  const [, type = '', size, scale] = /^(\w+)(?:\((\d+)(?:,(\d+))?\))?$/.exec(typeWord) ?? [];
  if (!isFieldType(type)) throw new Error(`Field ${name}: unknown type "${typeWord}"`);

  const flags = new Set<string>();
  const values = new Map<string, string>();
  for (const word of words) {
    const [, key, value] = /^(as|of|child)=(.+)$/.exec(word) ?? [];
    if (key !== undefined && value !== undefined) values.set(key, value);
    else if (word.startsWith('->')) values.set('->', word.slice(2));
    else if (/^v\d+$/.test(word)) values.set('v', word.slice(1));
    else if (word === 'tooling') flags.add(word);
    else if (
      /^(required|ro|create|update|perm|noperm|default|nofilter|nogroup|calc|auto|restricted|unique|external|master)$/.test(
        word,
      )
    )
      flags.add(word);
    else throw new Error(`Field ${name}: unknown word "${word}"`);
  }

  const custom = /__p?c$/.test(name);
  const calculated = flags.has('calc');
  const autoNumber = flags.has('auto');
  const computed = calculated || autoNumber;
  const required = flags.has('required') || flags.has('master');
  const length =
    type === 'id' || type === 'reference' ? 18 : numbers.has(type) || type === 'boolean' ? 0 : Number(size ?? 0);
  const long = type === 'textarea' && length > 255;
  const compound = values.get('of') ?? null;
  const writable = !flags.has('ro') && !computed;
  const updateable = writable && !flags.has('create') && !flags.has('master');
  const referenceTo = values.get('->')?.split('|') ?? [];
  const relationship = values.get('as') ?? (referenceTo.length > 0 ? defaultRelationship(name) : '-');
  const defaultFormula = text('defaultFormula');
  return {
    childName: values.get('child') ?? null,
    field: {
      name,
      label: text('label') ?? labelOf(name),
      type,
      length,
      ...(numbers.has(type) ? { precision: Number(size ?? 18), scale: Number(scale ?? 0) } : {}),
      custom,
      nillable: !required,
      createable: writable && !flags.has('update'),
      updateable,
      permissionable: flags.has('perm') || (custom && !required && !flags.has('noperm')),
      calculated,
      autoNumber,
      defaultedOnCreate: flags.has('default') || (custom && type === 'boolean'),
      filterable: !flags.has('nofilter') && !long && type !== 'base64' && type !== 'encryptedstring',
      sortable: !long && !unsortable.has(type),
      groupable: !flags.has('nogroup') && !long && !unsortable.has(type) && !ungroupable.has(type) && !calculated,
      nameField: false,
      unique: flags.has('unique'),
      externalId: flags.has('external'),
      compoundFieldName: compound,
      referenceTo,
      relationshipName: relationship === '-' ? null : relationship,
      masterDetail: flags.has('master'),
      picklistValues: parsePicklist(text('values'), text('default')),
      restrictedPicklist: flags.has('restricted'),
      minVersion: Number(values.get('v') ?? 0),
      ...(flags.has('tooling') ? { api: 'tooling' } : {}),
      // Fact F16: no formula, roll-up or auto-number, and nothing that nobody can change. An address and a name are
      // tracked as a whole (facts F8, F9), never by component. A person account's mirror of a contact field (__pc) is
      // tracked too, only not through the Metadata API (fact F19).
      trackable:
        !computed &&
        !audit.test(name) &&
        (compound === null || compound === name) &&
        (updateable || flags.has('master') || type === 'address' || name === 'Name'),
      defaultValue: type === 'boolean' ? text('default') === 'true' : null,
      ...(defaultFormula === undefined ? {} : { defaultFormula }),
    },
  };
};

/** Relationship name of a lookup: `Owner` for `OwnerId`, `Owner__r` for `Owner__c`. */
const defaultRelationship = (name: string): string =>
  /__p?c$/.test(name) ? name.replace(/__c$/, '__r').replace(/__pc$/, '__pr') : name.replace(/Id$/, '');
