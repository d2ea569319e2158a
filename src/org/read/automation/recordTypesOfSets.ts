/** Which record types the permission sets of users open (fact O5): asked for only where that decides about a value. */
import type { ObjectPicklists } from '../../../access/orgAutomation.js';
import { gap, known } from '../../../access/snapshot.js';
import type { Reading } from '../../../access/snapshot.js';
import { keyOf } from '../../../platform/names.js';
import type { OrgClient } from '../../orgClient.js';
import type { Row } from '../answerRow.js';
import { visibleRecordTypes } from './automationDetails.js';
import { namesPerCall, readComponents } from './components.js';
import type { FactsOf } from './namedFacts.js';

/** Whether a record type closes an active value of a picklist that somebody asks about. */
const closesValue = ({ fields, recordTypes }: ObjectPicklists): boolean =>
  recordTypes.known &&
  recordTypes.value.some(({ values }) =>
    [...fields].some(
      ([key, field]) =>
        values.known &&
        field.known &&
        field.value.some(({ value, isActive }) => isActive && values.value.get(key)?.includes(value) !== true),
    ),
  );

const ofUser = (
  { sets }: Pick<FactsOf, 'sets'>,
  components: ReadonlyMap<string, Reading<Row>> | null,
): Reading<ReadonlySet<string>> => {
  if (!sets.known) return sets;
  if (components === null) return gap('NOT_ANSWERED', 'PermissionSet', 'recordTypeVisibilities');
  const visible: string[] = [];
  for (const name of sets.value) {
    const row = components.get(keyOf(name)) ?? gap('NOT_ANSWERED', 'PermissionSet', name);
    if (!row.known) return row;
    visible.push(...visibleRecordTypes(row.value));
  }
  return known(new Set(visible));
};

/**
 * The record types that permission sets open, by the id of the user, in one call; nobody has an entry where no record type closes
 * a value. More sets than one call takes are not asked for.
 * @throws OrgFailure
 */
export const readRecordTypesOfSets = async (
  client: OrgClient,
  picklists: Iterable<ObjectPicklists>,
  users: ReadonlyArray<Pick<FactsOf, 'id' | 'sets'>>,
): Promise<ReadonlyMap<string, Reading<ReadonlySet<string>>>> => {
  if (![...picklists].some(closesValue)) return new Map();
  const names = [...new Set(users.flatMap(({ sets }) => (sets.known ? sets.value : [])))];
  const components = names.length <= namesPerCall ? await readComponents(client, 'PermissionSet', names) : null;
  return new Map(users.map((user) => [user.id, ofUser(user, components)]));
};
