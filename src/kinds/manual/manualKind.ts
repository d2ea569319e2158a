import { z } from 'zod';
import { seenText } from '../../platform/unseen.js';
import type { CodesIn, Kind } from '../kind.js';
import { expecting, kebabName } from '../ruleShapes.js';
import { verdict } from '../verdict.js';

/** Something that no query tells and a person has to see to. */
export type ManualNeed = {
  readonly kind: 'manual';
  readonly name: string;
  /** What is to be done or looked at. */
  readonly text: string;
};

type Rule = { readonly manual: string; readonly name: string };

const manualCodes = { settled: [], open: ['BY_HAND'] } as const;

export const manual: Kind<ManualNeed, CodesIn<typeof manualCodes>> = {
  lookedUp: {
    called: [
      'manual step',
      'by hand',
      'step for a person',
      'page layout',
      'record type',
      'tab',
      'IP range',
      'trusted IP range',
      'login hours',
      'session settings',
      'remote site',
      'named credential',
      'single sign-on',
      'multi-factor authentication',
      'MFA',
      'password',
      'password login',
      'log in with a password',
      'password policy',
    ],
    example: () => '- { manual: Add our addresses to the trusted IPs, name: trusted-ips }',
  },
  ruleShape: {
    manual: z
      .string()
      .max(1000)
      .regex(/\S/, expecting('notEmpty'))
      .regex(seenText, expecting('nothingControl'))
      .meta({ description: 'What a person has to see to, in one sentence; unknown until a waiver accepts it.' }),
    name: kebabName.meta({ description: 'A name for it, in kebab-case: the id of its finding.' }),
  },
  codes: manualCodes,
  needsOf: (rule: Rule, reader) => [
    {
      need: { kind: 'manual', name: rule.name, text: rule.manual.trim().replace(/\s+/g, ' ') },
      place: reader.placeOf('manual'),
    },
  ],
  idOf: ({ name }) => `manual:${name}`,
  spelled: (need) => need,
  merged: (first) => first,
  addNames: () => undefined,
  judged: (_, { need }) => verdict('unknown', 'BY_HAND', [need.text]),
  details: ({ name, text }) => ({ name, text }),
  outsideSchema: true,
};
