/** Custom objects that take no object permissions of their own, as describe tells: custom settings, and details of a standard master (fact B10). */
import type { ReadingScope } from '../../access/readingScope.js';
import type { Entity, OrgSchema } from '../../access/snapshot.js';
import { mapReading } from '../../access/snapshot.js';
import { unionOfNames } from '../../kinds/unionOfNames.js';
import { hasSuffix, isCustom } from '../../platform/customNames.js';
import { keyOf } from '../../platform/names.js';
import type { Reply } from '../reply.js';
import type { Subrequest } from '../restApi.js';
import { asRow, flag, numberOrNull } from './answerRow.js';
import type { Row } from './answerRow.js';
import { describeOf } from './subrequests.js';

/** How many fit into the first call beside everything else (fact I8); of more custom objects than that this is not asked. */
const mostDescribed = 14;

const describedIn = ({ sobjects }: Pick<ReadingScope, 'sobjects'>): string[] =>
  sobjects.filter(isCustom).slice(0, mostDescribed);

const refOf = (index: number): string => `custom${index}`;

/** Describes of the custom objects that are asked about. */
export const customDescribes = (scope: Pick<ReadingScope, 'sobjects'>): Subrequest[] =>
  describedIn(scope).map((name, i) => describeOf(refOf(i), name));

/** The object to which the master-detail relationship leads that comes first; undefined where there is none. */
const masterIn = (fields: readonly Row[]): string | undefined => {
  const first = fields.find((field) => numberOrNull(field, 'relationshipOrder') === 0);
  const targets: unknown = first?.['referenceTo'];
  return Array.isArray(targets) && typeof targets[0] === 'string' && targets[0] !== '' ? targets[0] : undefined;
};

/** What describe tells of a custom object; nothing where it is hidden from the runner. Of settings its definition may have told as well. */
const toldBy = (reply: Reply | undefined): Omit<Entity, 'name'> => {
  if (!reply?.ok) return {};
  const body = asRow(reply.body);
  if (flag(body, 'customSetting')) return { isCustomSetting: true };
  const fields = Array.isArray(body['fields']) ? body['fields'].map(asRow) : [];
  const master = masterIn(fields);
  return master === undefined || hasSuffix(master) ? {} : { standardMaster: master };
};

/**
 * The objects with what describe told of them, and the masters among them: those exist, as something refers to them.
 * @param replies by the references of `customDescribes`
 */
export const withCustomObjects = (
  entities: OrgSchema['entities'],
  scope: Pick<ReadingScope, 'sobjects'>,
  replies: ReadonlyMap<string, Reply>,
): OrgSchema['entities'] =>
  mapReading(entities, (found) => {
    const all = new Map(found);
    describedIn(scope).forEach((name, i) => {
      const entity = found.get(keyOf(name));
      if (!entity) return;
      const told = toldBy(replies.get(refOf(i)));
      all.set(keyOf(name), { ...entity, ...told });
      const { standardMaster: master } = told;
      if (master !== undefined && !all.has(keyOf(master))) all.set(keyOf(master), { name: master });
    });
    return all;
  });

/** The scope with the masters, whose permissions matter for their details. */
export const withMasters = (scope: ReadingScope, { entities }: Pick<OrgSchema, 'entities'>): ReadingScope => {
  if (!entities.known) return scope;
  const masters = scope.sobjects.flatMap((name) => entities.value.get(keyOf(name))?.standardMaster ?? []);
  return masters.length === 0 ? scope : { ...scope, sobjects: unionOfNames(scope.sobjects, masters) };
};
