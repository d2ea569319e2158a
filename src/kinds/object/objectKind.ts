import { z } from 'zod';
import { keyOf } from '../../platform/names.js';
import { objectAccesses, withWhatItRestsOn } from '../../platform/objectAccess.js';
import type { ObjectAccess } from '../../platform/objectAccess.js';
import { spelledObject } from '../context.js';
import type { CodesIn, Kind } from '../kind.js';
import { firstOf, firstPlaces } from '../firstPlaces.js';
import { objectInOrg } from '../namesInOrg.js';
import { forbid, listed, sobjectName } from '../ruleShapes.js';
import { valuesOf } from '../ruleReader.js';
import { soughtObject } from '../sought.js';
import { unionOfNames } from '../unionOfNames.js';
import { judgeObject, objectCodes } from './judgeObject.js';
import { weakened } from './weakened.js';

/** One word of access to the records of an object. */
export type ObjectNeed = {
  readonly kind: 'object';
  readonly sobject: string;
  readonly access: ObjectAccess;
  /** The weaker access that still lets the integration work in part; empty where the rule names none. */
  readonly minimum: readonly ObjectAccess[];
};

type Words = ObjectAccess | readonly ObjectAccess[];
type Rule = { readonly object: string | readonly string[]; readonly access: Words; readonly minimum?: Words };

export const object: Kind<ObjectNeed, CodesIn<typeof objectCodes>> = {
  ruleShape: {
    object: listed(sobjectName).meta({ description: 'Objects to which the user must have access.' }),
    access: listed(z.enum(objectAccesses)).default(['read']).meta({ description: 'Words of object access.' }),
    minimum: listed(z.enum(objectAccesses))
      .meta({ description: 'The part of access with which the integration still works in part.' })
      .optional(),
    forbid,
  },
  codes: objectCodes,
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
  spelled: (need, schema) => ({ ...need, sobject: spelledObject(schema, need.sobject) }),
  merged: (first, second) => ({ ...first, minimum: unionOfNames(first.minimum, second.minimum) }),
  addNames: ({ sobject, access, minimum }, names) => {
    names.sobject(sobject);
    for (const word of [access, ...minimum]) names.access(sobject, word);
  },
  judged: (context, requirement) => {
    const { need, ifPresent, level } = requirement;
    return weakened(context, requirement, judgeObject(context, need.sobject, need.access, ifPresent, level));
  },
  contradicting: (forbidden) => {
    const key = (sobject: string, access: ObjectAccess): string => `${keyOf(sobject)} ${access}`;
    const places = firstPlaces(forbidden, ({ sobject, access }) => key(sobject, access));
    return ({ sobject, access }) =>
      firstOf(withWhatItRestsOn(access).map((word) => places.get(key(sobject, word)) ?? -1));
  },
  sought: ({ sobject }, code, schema) => (code === 'NO_SUCH_OBJECT' ? soughtObject(sobject, schema) : undefined),
  namesInOrg: ({ sobject }) => objectInOrg(sobject),
  details: ({ sobject, access, minimum }) => ({
    sobject,
    access,
    ...(minimum.length > 0 ? { minimum: [...minimum] } : {}),
  }),
  withoutOmitted: (need, isOmitted) => ({
    ...need,
    minimum: need.minimum.filter((access) => !isOmitted({ ...need, access })),
  }),
  recordsOf: ({ sobject }) => sobject,
  setupPage: ({ sobject }) => ({ page: 'object', sobject }),
};
