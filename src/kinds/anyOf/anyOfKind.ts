import { z } from 'zod';
import type { CodesIn, Kind } from '../kind.js';
import type { Requirement } from '../requirement.js';
import { expecting, kebabName, maxListLength } from '../ruleShapes.js';
import { anyOfCodes, judgeAnyOf } from './judgeAnyOf.js';

/** A choice: one of its members has to be met as a whole. */
export type AnyOfNeed = {
  readonly kind: 'anyOf';
  readonly name: string;
  /** In order of preference; a member is met when all of its requirements are. */
  readonly members: ReadonlyArray<readonly Requirement[]>;
};

type Rule = { readonly name: string };

export const anyOf: Kind<AnyOfNeed, CodesIn<typeof anyOfCodes>> = {
  lookedUp: {
    called: ['any of', 'one of', 'either or', 'alternative', 'choice'],
    example: () => '- { name: people, anyOf: [{ object: Lead }, { object: Contact }] }',
  },
  ruleShape: {
    // Members are checked apart, so that a mistake in one is said exactly.
    anyOf: z
      .array(z.unknown())
      .min(1, expecting('notEmpty'))
      .max(maxListLength)
      .meta({ description: 'Rules in order of preference; met when one of them is wholly met.' }),
    name: kebabName.meta({ description: 'Name of the choice, in kebab-case; part of its id.' }),
  },
  codes: anyOfCodes,
  needsOf: ({ name }: Rule, reader) => [
    { need: { kind: 'anyOf', name, members: reader.members('anyOf') }, place: reader.placeOf('name') },
  ],
  idOf: ({ name }) => `anyOf:${name}`,
  spelled: (need) => need,
  merged: (first) => first,
  addNames: ({ members }, names) => members.flat().forEach(names.requirement),
  judged: (context, { need }) => judgeAnyOf(context, need),
  details: ({ name }) => ({ name }),
  members: ({ members }) => members,
  withMembers: (need, members) => ({ ...need, members }),
  outsideSchema: true,
};
