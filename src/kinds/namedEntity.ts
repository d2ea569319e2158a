/** What the kinds have in common that ask for access to a thing of Setup by its name: custom permissions and Apex classes. */
import { z } from 'zod';
import type { Answer } from '../access/answer.js';
import type { NamedEntityKind } from '../access/setupEntities.js';
import type { OrgSchema } from '../access/snapshot.js';
import { keyOf } from '../platform/names.js';
import type { Context } from './context.js';
import type { FindingCode } from './findingCodes.js';
import { withoutEffect } from './heldBack.js';
import { amongKeys } from './namesInOrg.js';
import type { NameInOrg } from './namesInOrg.js';
import { notRead } from './presence.js';
import { expecting } from './ruleShapes.js';
import type { Sought } from './sought.js';
import { unreadable, verdict } from './verdict.js';
import type { Verdict } from './verdict.js';

/** 80 characters, a class 255; a namespace stands in front of two underscores. */
export const entityName = z
  .string()
  .max(272)
  .regex(/^(?:[A-Za-z](?:_?[A-Za-z0-9])*__)?[A-Za-z](?:_?[A-Za-z0-9])*$/, expecting('entityName'));

/** Whether a rule can name it so. */
export const isEntityName = (name: string): boolean => entityName.safeParse(name).success;

/** The name as the org spells it, or as it is. */
export const spelledEntity = ({ namedEntities }: OrgSchema, kind: NamedEntityKind, name: string): string => {
  const list = namedEntities?.[kind];
  return (list?.known ? list.value.get(keyOf(name))?.name : undefined) ?? name;
};

/** All of a kind that were read. */
const candidatesIn = ({ namedEntities }: OrgSchema, kind: NamedEntityKind): string[] => {
  const list = namedEntities?.[kind];
  return list?.known ? [...list.value.values()].map(({ name }) => name) : [];
};

/** The name that the org does not have, with those that may have been meant. */
export const soughtEntity = (schema: OrgSchema, kind: NamedEntityKind, name: string): Sought => ({
  name,
  candidates: candidatesIn(schema, kind),
});

/** The name, to be looked up by itself. */
export const entityInOrg = (kind: NamedEntityKind, name: string): NameInOrg[] => [
  {
    what: kind,
    name,
    readBy: { kind, name },
    lookUp: (schema) =>
      amongKeys(schema.namedEntities?.[kind], name, () => ({ candidates: candidatesIn(schema, kind) })),
  },
];

/**
 * Does anything that is assigned to the user give access to it (facts E12, M14)? An org that does not have it cannot give it.
 * @param answerOf what gives it: its rows, and whatever gives it besides
 * @param codes of what is missing, and of what the org does not have
 */
export const judgeNamedEntity = (
  context: Context,
  { kind, name }: { readonly kind: NamedEntityKind; readonly name: string },
  ifPresent: boolean,
  answerOf: (spelled: string) => Answer,
  codes: { readonly missing: FindingCode; readonly noSuch: FindingCode },
): Verdict => {
  const list = context.schema.namedEntities?.[kind];
  if (!list) return notRead(name);
  if (!list.known) return unreadable(name, list.gap);
  const entity = list.value.get(keyOf(name));
  if (!entity)
    return ifPresent
      ? verdict('notApplicable', 'NOT_IN_THIS_ORG', [name])
      : verdict('impossible', codes.noSuch, [name]);
  const answer = answerOf(entity.name);
  switch (answer.answer) {
    case 'yes':
      return verdict('met', 'GRANTED', [entity.name], { grantedBy: answer.grantedBy });
    case 'unknown':
      return unreadable(entity.name, answer.gap);
    case 'no':
      if (answer.why.reason === 'noEffect') return withoutEffect([entity.name], answer.why.lacks);
      return verdict('unmet', codes.missing, [entity.name], {
        hints: answer.why.reason === 'absent' ? answer.why.hints : [],
        remedy: { entries: [{ kind, name: entity.name }] },
      });
  }
};
