/** Org-wide defaults: EntityDefinition tells those of all objects, Organization those of six (fact O1). */
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { OrgSchema } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { organizationDefaults } from '../../platform/sharingDefaults.js';
import type { OrgClient } from '../orgClient.js';
import { texts } from '../query.js';
import { text } from './answerRow.js';
import type { Row } from './answerRow.js';
import { wholeRows } from './queryAnswer.js';
import { readQueries } from './readQueries.js';

/** The column of EntityDefinition that tells it. An org may refuse it, and still tells which objects there are. */
export const sharingColumn = 'InternalSharingModel';

type Defaults = NonNullable<OrgSchema['sharingDefaults']>;

/** What rows of EntityDefinition tell, by the keys of objects. */
export const defaultsIn = (rows: readonly Row[]): ReadonlyMap<string, string> =>
  new Map(
    rows.flatMap((row) =>
      text(row, sharingColumn) === ''
        ? []
        : [[keyOf(text(row, 'QualifiedApiName')), text(row, sharingColumn)] as const],
    ),
  );

/** What Organization tells, in a call of its own. @throws OrgFailure */
const ofOrganization = async (client: OrgClient, sobjects: readonly string[]): Promise<Defaults> => {
  const columns = sobjects.flatMap((name) => organizationDefaults[keyOf(name)] ?? []);
  if (columns.length === 0) return known(new Map());
  const [answer] = await readQueries(client, [
    { api: 'data', from: 'Organization', columns: texts(...columns), where: [] },
  ]);
  const rows = wholeRows(answer ?? gap('NOT_ANSWERED', 'Organization', ''));
  return mapReading(rows, ([row = {}]) => {
    const told = sobjects.map((name) => [keyOf(name), text(row, organizationDefaults[keyOf(name)] ?? '')] as const);
    return new Map(told.filter(([, word]) => word !== ''));
  });
};

/**
 * The defaults of these objects. Only where EntityDefinition does not tell one that Organization may know, that is asked, in one
 * further call.
 * @param told what EntityDefinition told, with the schema
 * @throws OrgFailure
 */
export const sharingDefaultsIn = async (
  client: OrgClient,
  told: Defaults,
  sobjects: readonly string[],
): Promise<Defaults> => {
  const missing = told.known ? sobjects.filter((name) => !told.value.has(keyOf(name))) : sobjects;
  if (!missing.some((name) => Object.hasOwn(organizationDefaults, keyOf(name)))) return told;
  const other = await ofOrganization(client, missing);
  if (!other.known || other.value.size === 0) return told;
  return known(new Map([...(told.known ? told.value : []), ...other.value]));
};
