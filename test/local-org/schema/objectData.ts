import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { Api } from '../model/orgModel.js';
import { once } from '../model/once.js';

/**
 * An object as the data files say it. `can` holds a letter for each of create, update, delete, query, search;
 * `audit` names the set of fields that Salesforce adds (`auditFields`); `feature` the org feature without which the
 * object does not exist; `userPermissions` the prefix of its columns, one for each user permission.
 */
export type ObjectData = {
  label?: string;
  labelPlural?: string;
  keyPrefix?: string;
  nameField?: string | null;
  permissionable?: boolean;
  viewAll?: boolean;
  api?: Api | 'both';
  can?: string;
  audit?: keyof typeof auditFields;
  history?: 'switch' | 'implicit' | 'none';
  feature?: string;
  minVersion?: number;
  virtual?: boolean;
  userPermissions?: string;
  fields: Record<string, string>;
};

export type HistoryData = {
  standard: string[];
  named: Record<string, string>;
  columns: Record<string, string>;
  full: Record<string, ObjectData>;
  trackedFromStart: Record<string, string[]>;
};

const id = { Id: 'id required ro default' };
const isDeleted = { IsDeleted: 'boolean required ro default; label=Deleted' };
const created = {
  CreatedDate: 'datetime required ro default',
  CreatedById: 'reference ->User required ro default',
};
const lastModified = {
  LastModifiedDate: 'datetime required ro default',
  LastModifiedById: 'reference ->User required ro default',
};
const stamp = { SystemModstamp: 'datetime required ro default' };

/** Fields that the platform adds to an object, by kind of object. */
export const auditFields = {
  full: { ...id, ...isDeleted, ...created, ...lastModified, ...stamp },
  setup: { ...id, ...created, ...lastModified, ...stamp },
  dates: { ...id, CreatedDate: created.CreatedDate, LastModifiedDate: lastModified.LastModifiedDate, ...stamp },
  lastModified: { ...id, ...lastModified, ...stamp },
  stamp: { ...id, ...stamp },
  durable: { ...id, DurableId: 'string(255) ro' },
  id,
  none: {},
} satisfies Record<string, Record<string, string>>;

const folder = fileURLToPath(new URL('data/', import.meta.url));
const read = (file: string): unknown => parse(readFileSync(folder + file, 'utf8'));

const readObjects = (): Map<string, ObjectData> => {
  const objects = new Map<string, ObjectData>();
  const recorded = readdirSync(`${folder}recorded`).filter((file) => !file.startsWith('personAccounts'));
  const files = [
    ...recorded.map((file) => `recorded/${file}`),
    ...[
      'additions',
      'sales',
      'service',
      'licensed',
      'access',
      'setup',
      'tooling',
      'automation',
      'virtual',
      'families',
    ].map((name) => `${name}.yml`),
  ];
  for (const file of files) {
    for (const [name, data] of Object.entries(read(file) as Record<string, ObjectData>)) {
      const known = objects.get(name);
      objects.set(name, { ...known, ...data, fields: { ...known?.fields, ...data.fields } });
    }
  }
  return objects;
};

/** Every standard object of the data files, by name; recorded ones with their additions. Read once. */
export const standardObjects = once(readObjects);

/** Fields that person accounts add to Account, and Account.Name as it is then (fact C6). */
export const personAccountFields = once(
  () => (read('recorded/personAccounts.Account.yml') as Record<'Account', ObjectData>).Account.fields,
);

/** Which objects have a history object and what it looks like (facts F3-F6, F17). */
export const historyData = once(() => read('history.yml') as HistoryData);

/** Relationship names from parent to child, by `Child.Field`. */
export const childNames = once(() => read('childRelationships.yml') as Record<string, string | null>);
