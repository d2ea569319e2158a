/** Org-wide defaults: EntityDefinition tells those of all objects, Organization those of six (fact O1). */
import { gap, known, mapReading } from '../../access/snapshot.js';
import type { OrgSchema, Reading } from '../../access/snapshot.js';
import { keyOf } from '../../platform/names.js';
import { organizationDefaults } from '../../platform/sharingDefaults.js';
import type { OrgClient } from '../orgClient.js';
import { keys, texts } from '../query.js';
import type { Query } from '../query.js';
import { text } from './answerRow.js';
import { batchRows } from './batches.js';
import { wholeRows } from './queryAnswer.js';
import type { Answer } from './queryAnswer.js';
import { readQueries } from './readQueries.js';

/** A query of its own, so that an org which refuses the column still tells which objects there are. */
const sharingQuery = (sobjects: readonly string[]): Query => ({
  api: 'tooling',
  from: 'EntityDefinition',
  columns: [...keys('QualifiedApiName'), ...texts('InternalSharingModel')],
  where: [{ column: 'QualifiedApiName', in: sobjects }],
  limit: batchRows,
});

type Defaults = NonNullable<OrgSchema['sharingDefaults']>;

const defaultsIn = (answer: Reading<Answer>): Defaults =>
  mapReading(
    wholeRows(answer),
    (rows) =>
      new Map(
        rows.flatMap((row) =>
          text(row, 'InternalSharingModel') === ''
            ? []
            : [[keyOf(text(row, 'QualifiedApiName')), text(row, 'InternalSharingModel')] as const],
        ),
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

/** What EntityDefinition tells of these objects. @throws OrgFailure */
export const askSharing = async (client: OrgClient, sobjects: readonly string[]): Promise<Reading<Answer>> => {
  const [answer] = await readQueries(client, [sharingQuery(sobjects)]);
  return answer ?? gap('NOT_ANSWERED', 'EntityDefinition', '');
};

/**
 * The defaults of these objects. Only where EntityDefinition does not tell one that Organization may know, that is asked, in one
 * further call.
 * @param asked what came in place of an answer to `askSharing`
 * @throws OrgFailure
 */
export const sharingDefaultsIn = async (
  client: OrgClient,
  asked: Reading<Answer>,
  sobjects: readonly string[],
): Promise<Defaults> => {
  const told = defaultsIn(asked);
  const missing = told.known ? sobjects.filter((name) => !told.value.has(keyOf(name))) : sobjects;
  if (!missing.some((name) => Object.hasOwn(organizationDefaults, keyOf(name)))) return told;
  const other = await ofOrganization(client, missing);
  if (!other.known || other.value.size === 0) return told;
  return known(new Map([...(told.known ? told.value : []), ...other.value]));
};
