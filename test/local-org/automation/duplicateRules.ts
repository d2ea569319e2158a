import { OrgError } from '../model/orgModel.js';
import type { MetadataTree, MetadataValue, Org, Row, Value } from '../model/orgModel.js';
import { idOf, isTrue, rowById, rowsOf, textOf } from '../permissions/orgTables.js';
import { joinedBy } from './joinedBy.js';
import { hasAlert, textIn, treesOf } from './metadataParts.js';
import type { RecordSave } from './saveContext.js';

/**
 * Runs the active duplicate rules of the object over a record that is being saved. A rule that blocks always refuses. One that
 * alerts refuses too, unless the caller sent the header that allows it; what only reports passes (facts L14, L15).
 *
 * @throws OrgError DUPLICATES_DETECTED with the duplicates (fact L16)
 */
export const checkDuplicateRules = (save: RecordSave): void => {
  const { org, schema, before, caller } = save;
  for (const rule of rowsOf(org, 'DuplicateRule')) {
    const metadata = org.metadata.get(idOf(rule));
    if (metadata === undefined || rule['SobjectType'] !== schema.name || !isTrue(rule, 'IsActive')) continue;
    const moment = before === undefined ? 'Insert' : 'Update';
    const blocks = metadata[`actionOn${moment}`] === 'Block';
    if (!blocks && (!hasAlert(metadata[`operationsOn${moment}`]) || caller.allowDuplicates === true)) continue;
    if (!conditionsHold(save, metadata)) continue;
    for (const match of treesOf(metadata['duplicateRuleMatchRules'])) {
      const matching = rowsOf(org, 'MatchingRule').find(
        (row) => row['SobjectType'] === schema.name && row['DeveloperName'] === match['matchingRule'],
      );
      const found = matching === undefined ? [] : duplicatesOf(save, matching);
      if (matching !== undefined && found.length > 0)
        throw duplicatesDetected(save, rule, metadata, matching, found, !blocks);
    }
  }
};

/** The other records that agree in every field of the rule. An edit that touches none of them looks for none. */
const duplicatesOf = ({ org, schema, row, before }: RecordSave, matching: Row): Row[] => {
  const items = rowsOf(org, 'MatchingRuleItem').filter((item) => item['MatchingRuleId'] === idOf(matching));
  const fields = items.map((item) => ({
    name: textOf(item, 'Field') ?? '',
    blanks: item['BlankValueBehavior'] === 'MatchBlanks',
  }));
  if (before !== undefined && fields.every(({ name }) => normal(before[name]) === normal(row[name]))) return [];
  return rowsOf(org, schema.name).filter(
    (other) =>
      idOf(other) !== idOf(row) &&
      fields.every(({ name, blanks }) => {
        const [own, others] = [normal(row[name]), normal(other[name])];
        return own === others && (own !== '' || blanks);
      }),
  );
};

const normal = (value: Value | undefined): string =>
  String(value ?? '')
    .trim()
    .toLowerCase();

/** The conditions of the rule. */
const conditionsHold = (save: RecordSave, metadata: MetadataTree): boolean => {
  const filter = metadata['duplicateRuleFilter'];
  const items = filter !== null && typeof filter === 'object' && !Array.isArray(filter) ? filter : {};
  return joinedBy(
    textIn(items, 'booleanFilter'),
    treesOf(items['duplicateRuleFilterItems']).map((item) => conditionHolds(save, item)),
  );
};

const conditionHolds = (
  { org, caller, row }: RecordSave,
  { table, field, operation, value }: MetadataTree,
): boolean => {
  const actual = normal(columnOf(org, caller.userId, row, asText(table), asText(field)));
  const wanted = asText(value).split(',').map(normal);
  switch (operation) {
    case 'notEqual':
      return !wanted.includes(actual);
    case 'contains':
      return wanted.some((one) => actual.includes(one));
    case 'notContain':
      return !wanted.some((one) => actual.includes(one));
    case 'startsWith':
      return wanted.some((one) => actual.startsWith(one));
    default:
      return wanted.includes(actual);
  }
};

/** Conditions may look at the user who saves. */
const columnOf = (org: Org, userId: string, row: Row, table: string, field: string): Value | undefined => {
  const user = rowById(org, 'User', userId);
  if (table === 'User') return user?.[field];
  if (table === 'Profile') return rowById(org, 'Profile', user?.['ProfileId'])?.[field];
  return row[field];
};

const asText = (value: MetadataValue | undefined): string => (typeof value === 'string' ? value : '');

const duplicatesDetected = (
  { schema, caller }: RecordSave,
  rule: Row,
  metadata: MetadataTree,
  matching: Row,
  found: readonly Row[],
  allowSave: boolean,
): OrgError => {
  const message = asText(metadata['alertText']);
  const matchRecords = found.map((row) => ({
    additionalInformation: [],
    fieldDiffs: [],
    matchConfidence: 100,
    record: {
      attributes: {
        type: schema.name,
        url: `/services/data/v${caller.apiVersion.toFixed(1)}/sobjects/${schema.name}/${idOf(row)}`,
      },
      Id: idOf(row),
    },
  }));
  // The key is misspelt on the platform (fact L16).
  const duplicateResut = {
    allowSave,
    duplicateRule: rule['DeveloperName'],
    duplicateRuleEntityType: schema.name,
    errorMessage: message,
    matchResults: [
      {
        entityType: schema.name,
        errors: [],
        matchEngine: matching['MatchEngine'],
        matchRecords,
        rule: matching['DeveloperName'],
        size: found.length,
        success: true,
      },
    ],
  };
  return new OrgError(400, 'DUPLICATES_DETECTED', message, [], [], { duplicateResut });
};
