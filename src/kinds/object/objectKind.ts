import { z } from 'zod';
import { isNamePattern, keyOf, matcherOf } from '../../platform/names.js';
import { objectAccesses, withWhatItRestsOn } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { isDerived, spelledObject } from '../context.js';
import type { OrgSchema } from '../../access/snapshot.js';
import type { CodesIn, Kind } from '../kind.js';
import { fitting, objectInOrg } from '../namesInOrg.js';
import { forbid, listed, sobjectPattern } from '../ruleShapes.js';
import { valuesOf } from '../ruleReader.js';
import { soughtObject } from '../sought.js';
import { unionOfNames } from '../unionOfNames.js';
import { contradictingObjects } from './contradictingObjects.js';
import { judgeObject, objectCodes } from './judgeObject.js';
import { judgeObjectPattern, objectPatternCodes } from './judgeObjectPattern.js';
import { weakened } from './weakened.js';

/** One word of access to the records of an object. */
export type ObjectNeed = {
  readonly kind: 'object';
  /** API name, or a pattern in which `*` stands for any characters. */
  readonly sobject: string;
  readonly access: ObjectAccess;
  /** The weaker access that still lets the integration work in part; empty where the rule names none. */
  readonly minimum: readonly ObjectAccess[];
};

type Words = ObjectAccess | readonly ObjectAccess[];
type Rule = { readonly object: string | readonly string[]; readonly access: Words; readonly minimum?: Words };

const codes = {
  settled: [...objectCodes.settled, ...objectPatternCodes.settled],
  open: objectCodes.open,
} as const;

/** Whether nobody can be given access to an object that the org has: it takes no object permissions, and no rule says what else would do. */
const takesNoPermissions = (schema: OrgSchema, sobject: string): boolean => {
  const { permissionableObjects: objects } = schema;
  return objects.known && !objects.value.has(keyOf(sobject)) && !isDerived(schema, spelledObject(schema, sobject));
};

export const object: Kind<ObjectNeed, CodesIn<typeof codes>> = {
  lookedUp: {
    called: ['object permission', 'object access', 'access to an object', 'create, read, edit, delete', 'CRUD'],
    example: (sobject) => `- { object: ${sobject}, access: [read, edit] }`,
  },
  ruleShape: {
    object: listed(sobjectPattern).meta({ description: 'Objects to which the user must have access.' }),
    access: listed(z.enum(objectAccesses)).default(['read']).meta({ description: 'Words of object access.' }),
    minimum: listed(z.enum(objectAccesses))
      .meta({ description: 'The part of access with which the integration still works in part.' })
      .optional(),
    forbid,
  },
  codes,
  needsOf: (rule: Rule, reader) => {
    const accesses = valuesOf(reader, 'access', rule.access);
    const brought = new Set(accesses.flatMap(withWhatItRestsOn));
    const minimum = reader.entries('minimum', rule.minimum).map(({ value: word, place }) => {
      if (!brought.has(word)) reader.fail({ code: 'MinimumOutsideAccess', word }, place);
      return word;
    });
    // A minimum word that an access word brings along is asked for as if it stood there: without it nothing works at all.
    const words = objectAccesses.filter((word) => accesses.includes(word) || minimum.includes(word));
    return reader
      .entries('object', rule.object)
      .flatMap(({ value: sobject, place }) =>
        words.map((access) => ({ need: { kind: 'object', sobject, access, minimum } as const, place })),
      );
  },
  idOf: ({ sobject, access }) => `object:${sobject}:${access}`,
  spelled: (need, { schema }) => ({ ...need, sobject: spelledObject(schema, need.sobject) }),
  merged: (first, second) => ({ ...first, minimum: unionOfNames(first.minimum, second.minimum) }),
  addNames: ({ sobject, access, minimum }, names) => {
    // What a pattern reaches is told by the list of objects that take permissions, which every reading has.
    if (isNamePattern(sobject)) return;
    names.sobject(sobject);
    for (const word of [access, ...minimum]) names.access(sobject, word);
  },
  judged: (context, requirement) => {
    const { need, ifPresent, level } = requirement;
    if (isNamePattern(need.sobject)) return judgeObjectPattern(context, need.sobject);
    return weakened(context, requirement, judgeObject(context, need.sobject, need.access, ifPresent, level));
  },
  stars: ({ sobject }) => sobject.split('*').length - 1,
  overObjects: (need, objects) =>
    isNamePattern(need.sobject)
      ? objects.filter(matcherOf(need.sobject)).map((sobject) => ({ ...need, sobject }))
      : undefined,
  contradicting: contradictingObjects,
  sought: ({ sobject }, code, schema) => (code === 'NO_SUCH_OBJECT' ? soughtObject(sobject, schema) : undefined),
  namesInOrg: ({ sobject }) =>
    objectInOrg(sobject).map((one) => ({
      ...one,
      lookUp: (schema) =>
        fitting(one.lookUp(schema), () => (takesNoPermissions(schema, sobject) ? 'noObjectPermissions' : undefined)),
    })),
  details: ({ sobject, access, minimum }) => ({
    sobject,
    access,
    ...(minimum.length > 0 ? { minimum: [...minimum] } : {}),
  }),
  withoutOmitted: (need, isOmitted) => ({
    ...need,
    minimum: need.minimum.filter((access) => !isOmitted({ ...need, access })),
  }),
  recordsOf: ({ sobject }) => (isNamePattern(sobject) ? undefined : sobject),
  setupPage: ({ sobject }) => (isNamePattern(sobject) ? undefined : { page: 'object', sobject }),
};
