/** The lists of validation rules and workflow rules, which ride along with the schema (facts L1, L18). */
import type { Reading } from '../../../access/snapshot.js';
import { mapReading } from '../../../access/snapshot.js';
import { keyFlags, keys } from '../../query.js';
import type { Query } from '../../query.js';
import { flag, parent, text, textOrNull } from '../answerRow.js';
import type { Answer } from '../queryAnswer.js';
import { rowsOf } from './list.js';
import type { List, Listed } from './list.js';
import { ofObjects } from './ofObjects.js';

const ofDefinition = 'EntityDefinition.QualifiedApiName';

/** Validation rules and workflow rules, which ride along with the schema in the same call. */
export const ruleQueries = (sobjects: readonly string[]): { readonly rules: Query; readonly workflow: Query } | null =>
  sobjects.length === 0
    ? null
    : {
        rules: {
          api: 'tooling',
          from: 'ValidationRule',
          columns: [...keys('Id', 'ValidationName', 'NamespacePrefix', ofDefinition), ...keyFlags('Active')],
          where: [{ column: ofDefinition, in: sobjects }],
        },
        workflow: {
          api: 'tooling',
          from: 'WorkflowRule',
          columns: keys('Id', 'Name', 'NamespacePrefix', 'TableEnumOrId'),
          where: [ofObjects('TableEnumOrId', sobjects)],
        },
      };

/** Rules of the Tooling API by their list. */
export type RuleLists = {
  readonly rules: List<Listed & { readonly sobject: string }>;
  readonly workflow: List<Listed & { readonly objectOrId: string }>;
};

/** What the answers to `ruleQueries` tell: only validation rules that are active; of workflow rules only their content does. */
export const ruleListsIn = (rules: Reading<Answer>, workflow: Reading<Answer>): RuleLists => ({
  rules: mapReading(rowsOf(rules), (rows) =>
    rows
      .filter((row) => flag(row, 'Active'))
      .map((row) => ({
        id: text(row, 'Id'),
        name: text(row, 'ValidationName'),
        namespace: textOrNull(row, 'NamespacePrefix'),
        sobject: text(parent(row, 'EntityDefinition'), 'QualifiedApiName'),
      })),
  ),
  workflow: mapReading(rowsOf(workflow), (rows) =>
    rows.map((row) => ({
      id: text(row, 'Id'),
      name: text(row, 'Name'),
      namespace: textOrNull(row, 'NamespacePrefix'),
      objectOrId: text(row, 'TableEnumOrId'),
    })),
  ),
});
