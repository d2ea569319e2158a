/** The values of picklists as the org lists them. */
import type { ReadingScope } from '../../../access/readingScope.js';
import { isCustom } from '../../../platform/customNames.js';
import { keyFlags, keys } from '../../query.js';
import type { Query } from '../../query.js';
import { flag, text } from '../answerRow.js';
import type { Row } from '../answerRow.js';

export type ListedValue = { readonly particle: string; readonly value: string; readonly isActive: boolean };

/** Values of standard fields are asked for by `Lead.LeadSource`; the id of a custom field is not known (fact E6). */
export const particleIds = (picklists: ReadingScope['picklists']): string[] =>
  picklists.filter(({ field }) => !isCustom(field)).map(({ sobject, field }) => `${sobject}.${field}`);

/** The values of picklists, by the ids of their fields. */
export const valuesQuery = (particles: readonly string[]): Query => ({
  api: 'data',
  from: 'PicklistValueInfo',
  columns: [...keys('EntityParticleId', 'Value'), ...keyFlags('IsActive')],
  where: [{ column: 'EntityParticleId', in: particles }],
});

/** One value of a picklist. */
export const toValue = (row: Row): ListedValue => ({
  particle: text(row, 'EntityParticleId'),
  value: text(row, 'Value'),
  isActive: flag(row, 'IsActive'),
});
