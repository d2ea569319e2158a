import type { Row } from '../../model/orgModel.js';
import { idOf, rowsOf, textOf } from '../orgTables.js';
import { duplicateValue, integrity } from './dmlErrors.js';
import type { WriteContext } from './objectRules.js';

/** Letters, digits and single underscores, starting with a letter and not ending with an underscore (fact H4). */
const developerNamePattern = /^[a-zA-Z](?:_?[a-zA-Z0-9])*$/;

/**
 * Checks the developer name of a setup record (fact H4), and that no other record of the object has it. Its length is
 * checked with the values of all fields. The text is the one of Setup; its status code is inferred.
 *
 * @throws OrgError FIELD_INTEGRITY_EXCEPTION, DUPLICATE_VALUE
 */
export const checkDeveloperName = (write: WriteContext, row: Row, field: 'Name' | 'DeveloperName'): void => {
  const name = textOf(row, field) ?? '';
  if (!developerNamePattern.test(name)) {
    throw integrity(
      `The ${write.schema.label} API Name can only contain underscores and alphanumeric characters. It must be unique, ` +
        'begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.',
      field,
    );
  }
  const same = rowsOf(write.org, write.schema.name).find(
    (other) =>
      idOf(other) !== idOf(row) &&
      textOf(other, field)?.toLowerCase() === name.toLowerCase() &&
      // The sum of a permission set group may bear the name of the group.
      other['Type'] !== 'Group' &&
      (other['NamespacePrefix'] ?? null) === (row['NamespacePrefix'] ?? null),
  );
  if (same !== undefined) throw duplicateValue(field, idOf(same));
};
