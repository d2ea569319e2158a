import type { ObjectSchema } from '../model/orgModel.js';
import { labelOf } from './fieldLine.js';

/** English plural as Salesforce makes it: `Opportunity` → `Opportunities`, `Access` stays. */
export const pluralOf = (label: string): string =>
  /[^aeiou]y$/.test(label) ? `${label.slice(0, -1)}ies` : /s$/.test(label) ? label : `${label}s`;

/** An object without fields, with the flags that most objects of the data API have. */
export const emptyObject = (name: string): ObjectSchema => ({
  name,
  label: labelOf(name),
  labelPlural: pluralOf(labelOf(name)),
  keyPrefix: null,
  custom: /__(c|mdt)$/.test(name),
  customSetting: false,
  queryable: true,
  createable: true,
  updateable: true,
  deletable: true,
  searchable: true,
  permissionable: false,
  supportsViewAll: false,
  supportsViewAllFields: false,
  api: 'data',
  history: 'none',
  minVersion: 0,
  fields: [],
  childRelationships: [],
  virtual: false,
});
