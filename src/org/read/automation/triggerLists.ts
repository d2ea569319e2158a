/** The lists of triggers and of field updates, which tell all that matters of them (facts L18, L19). */
import type { Reading } from '../../../access/snapshot.js';
import { mapReading } from '../../../access/snapshot.js';
import { keyOf } from '../../../platform/names.js';
import { keyFlags, keys, names, texts } from '../../query.js';
import type { Query } from '../../query.js';
import { flag, parent, text, textOrNull } from '../answerRow.js';
import type { Answer } from '../queryAnswer.js';
import { firstOf, rowsOf, withoutSpare } from './list.js';
import type { List, Listed } from './list.js';
import { ofObjects } from './ofObjects.js';

const ofDefinition = 'EntityDefinition.QualifiedApiName';

/** The object whose field is written: a detail may update its master. */
const targetOfUpdate = 'FieldDefinition.EntityDefinition.QualifiedApiName';

/** Triggers and field updates: told whole by their lists, so they ride along with the rules that are told one by one. */
export const triggerQueries = (sobjects: readonly string[]): { readonly triggers: Query; readonly updates: Query } => ({
  triggers: {
    api: 'tooling',
    from: 'ApexTrigger',
    columns: [
      ...keys('Id', 'Name', 'NamespacePrefix', 'Status', ofDefinition),
      ...keyFlags('UsageBeforeInsert', 'UsageAfterInsert', 'UsageBeforeUpdate', 'UsageAfterUpdate'),
    ],
    where: [{ column: ofDefinition, in: sobjects }],
  },
  updates: {
    api: 'tooling',
    from: 'WorkflowFieldUpdate',
    columns: [
      ...keys('Id', 'Name', 'FieldDefinition.QualifiedApiName', ofDefinition),
      ...texts('NamespacePrefix'),
      ...names(targetOfUpdate),
    ],
    where: [{ column: ofDefinition, in: sobjects }],
  },
});

/** Where an org does not follow the field of an update to its object. */
export const updateQueryWithoutTarget = (sobjects: readonly string[]): Query =>
  withoutSpare(triggerQueries(sobjects).updates, [targetOfUpdate]);

/** Where an org does not follow triggers to the definition of their object (fact L19). */
export const triggerQueryByTable = (sobjects: readonly string[]): Query => ({
  api: 'tooling',
  from: 'ApexTrigger',
  columns: [
    ...keys('Id', 'Name', 'NamespacePrefix', 'Status', 'TableEnumOrId'),
    ...keyFlags('UsageBeforeInsert', 'UsageAfterInsert', 'UsageBeforeUpdate', 'UsageAfterUpdate'),
  ],
  where: [ofObjects('TableEnumOrId', sobjects)],
});

export type ListedTrigger = Listed & {
  /** Name of its object, or the id of a custom one. */
  readonly objectOrId: string;
  readonly onInsert: boolean;
  readonly onUpdate: boolean;
};

/** Active triggers, by the events that a create or an edit meets. */
export const triggersIn = (answer: Reading<Answer> | undefined): List<ListedTrigger> =>
  mapReading(rowsOf(answer), (rows) =>
    rows
      .filter((row) => keyOf(text(row, 'Status')) === 'active')
      .map((row) => ({
        id: text(row, 'Id'),
        name: text(row, 'Name'),
        namespace: textOrNull(row, 'NamespacePrefix'),
        objectOrId: firstOf(text(parent(row, 'EntityDefinition'), 'QualifiedApiName'), text(row, 'TableEnumOrId')),
        onInsert: flag(row, 'UsageBeforeInsert') || flag(row, 'UsageAfterInsert'),
        onUpdate: flag(row, 'UsageBeforeUpdate') || flag(row, 'UsageAfterUpdate'),
      })),
  );

/** A workflow field update: the object for which it is defined, its name or label, and what it writes. */
export type ListedUpdate = {
  readonly sobject: string;
  readonly name: string;
  readonly field: string;
  /** The object of the field; empty where that was not told. */
  readonly target: string;
};

/** The field updates that rows tell of. */
export const updatesIn = (answer: Reading<Answer> | undefined): List<ListedUpdate> =>
  mapReading(rowsOf(answer), (rows) =>
    rows.map((row) => {
      const field = parent(row, 'FieldDefinition');
      return {
        sobject: text(parent(row, 'EntityDefinition'), 'QualifiedApiName'),
        name: text(row, 'Name'),
        field: text(field, 'QualifiedApiName'),
        target: text(parent(field, 'EntityDefinition'), 'QualifiedApiName'),
      };
    }),
  );
