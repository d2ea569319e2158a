/** The values of picklists, and which of them record types open (facts O5, O6). */
import type { ObjectPicklists } from '../../../access/orgAutomation.js';
import type { ReadingScope } from '../../../access/readingScope.js';
import { gap, known, mapReading } from '../../../access/snapshot.js';
import type { OrgSchema, Reading } from '../../../access/snapshot.js';
import { isCustom } from '../../../platform/customNames.js';
import { keyOf, sameName } from '../../../platform/names.js';
import type { OrgClient } from '../../orgClient.js';
import { asRow, rowsIn, text, valueIn } from '../answerRow.js';
import type { Row } from '../answerRow.js';
import { describeOf, send } from '../subrequests.js';
import type { DataLists } from './dataLists.js';
import type { List } from './list.js';
import type { ListedValue } from './picklistLists.js';

/** Values of record types stand in metadata as parts of an address would. */
const decoded = (value: string): string => {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
};

/**
 * Values of picklists as describe tells them, by the key of the object: where an org does not answer for PicklistValueInfo.
 * Describe shows the fields that the runner may see; an object of which it does not show one stays unknown.
 * @throws OrgFailure
 */
export const describedValues = async (
  client: OrgClient,
  { picklists }: ReadingScope,
): Promise<ReadonlyMap<string, List<ListedValue>>> => {
  const sobjects = [...new Map(picklists.map(({ sobject }) => [keyOf(sobject), sobject])).values()];
  const describes = sobjects.map((sobject, i) => describeOf(`p${i}`, sobject));
  const replies = await send(client, [], describes);
  return new Map(
    sobjects.flatMap((sobject, i): Array<[string, List<ListedValue>]> => {
      const reply = replies.get(`p${i}`);
      const fields = rowsIn(reply?.ok === true ? valueIn(asRow(reply.body), 'fields') : null);
      const wanted = picklists.filter((one) => sameName(one.sobject, sobject));
      const shown = wanted.map(({ field }) => fields.find((one) => sameName(text(one, 'name'), field)));
      if (shown.some((one) => one === undefined)) return [];
      const told = shown.flatMap((field = {}) =>
        rowsIn(valueIn(field, 'picklistValues')).map((value) => ({
          particle: `${sobject}.${text(field, 'name')}`,
          value: text(value, 'value'),
          isActive: valueIn(value, 'active') !== false,
        })),
      );
      return [[keyOf(sobject), known(told)]];
    }),
  );
};

/** The id of a field, by which its values are asked for; undefined where it is not known. */
export type ParticleOf = (sobject: string, field: string) => string | undefined;

/** Names in place of ids. */
export const byName: ParticleOf = (sobject, field) => `${sobject}.${field}`;

/** The id of a field, by which its values are asked for; undefined for a custom field that did not tell its id. */
export const particlesIn =
  (fields: OrgSchema['fields']): ParticleOf =>
  (sobject, field) => {
    if (!isCustom(field)) return `${sobject}.${field}`;
    const reading = fields.get(keyOf(sobject));
    return reading?.known === true ? reading.value.get(keyOf(field))?.durableId : undefined;
  };

/** Names compare without regard to case; ids behind them have no two forms that differ in case alone. */
const sameParticle = (a: string, b: string): boolean => sameName(a, b);

/** Values of the picklists of one object, and its record types. */
export const picklistsOf = (
  sobject: string,
  scope: ReadingScope,
  { recordTypes, values }: DataLists,
  particleOf: ParticleOf,
  components: ReadonlyMap<string, Reading<Row>>,
): ObjectPicklists => {
  const fields = scope.picklists.filter((one) => sameName(one.sobject, sobject));
  return {
    fields: new Map(
      fields.map(({ field }) => {
        const particle = particleOf(sobject, field);
        const reading =
          particle !== undefined
            ? mapReading(values, (all) => all.filter((one) => sameParticle(one.particle, particle)))
            : gap('NOT_ANSWERED', 'PicklistValueInfo', `${sobject}.${field}`);
        return [keyOf(field), reading] as const;
      }),
    ),
    recordTypes: mapReading(recordTypes, (all) =>
      all
        .filter((type) => sameName(type.sobject, sobject))
        .map(({ name, namespace }) => {
          const fullName = `${sobject}.${namespace === null ? '' : `${namespace}__`}${name}`;
          const row = components.get(keyOf(fullName)) ?? gap('NOT_ANSWERED', 'RecordType', fullName);
          return {
            name: fullName,
            values: mapReading(
              row,
              (one) =>
                new Map(
                  rowsIn(one['picklistValues']).map((picklist) => [
                    keyOf(text(picklist, 'picklist')),
                    // Values stand there encoded (fact O6).
                    rowsIn(picklist['values']).map((value) => decoded(text(value, 'fullName'))),
                  ]),
                ),
            ),
          };
        }),
    ),
  };
};
