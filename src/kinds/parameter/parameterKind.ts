import type { CodesIn, Kind } from '../kind.js';
import { judgeParameter, parameterCodes } from './judgeParameter.js';

/** What the names are of for which a parameter stands. */
export const parameterSubjects = [
  'fields',
  'objects',
  'userPermissions',
  'permissionSets',
  'permissionSetLicenses',
  'values',
  'names',
] as const;
export type ParameterSubject = (typeof parameterSubjects)[number];

/** Names that only the customer knows and nobody has filled in yet. No rule asks for it: rules that use it do. */
export type ParameterNeed = {
  readonly kind: 'parameter';
  readonly name: string;
  /** What is to be filled in, as people read it. */
  readonly label: string;
  readonly of: ParameterSubject;
  readonly example: string;
};

export const parameter: Kind<ParameterNeed, CodesIn<typeof parameterCodes>> = {
  ruleShape: {},
  comesFromRules: true,
  codes: parameterCodes,
  needsOf: () => [],
  idOf: ({ name }) => `parameter:${name}`,
  spelled: (need) => need,
  merged: (first) => first,
  addNames: () => undefined,
  judged: (_, { need }) => judgeParameter(need.name, need.label, need.example),
  details: ({ name, label, of, example }) => ({ name, label, of, example }),
  outsideSchema: true,
};
