/** What a plan of a revoke is asked for, and the reading that it starts from. */
import type { Connection } from '@salesforce/core';
import type { AccessSnapshot, OrgSchema } from '../access/snapshot.js';
import type { StandingSet } from '../access/standingSet.js';
import { evaluationsOf } from '../check/evaluation.js';
import type { Evaluation, NamedRequirements } from '../check/evaluation.js';
import type { Filling } from '../definition/filling.js';
import { grantReadingScope } from '../grant/grantReadingScope.js';
import type { Receipt } from '../grant/receipt.js';
import type { Authentication, Phase } from '../kinds/requirement.js';
import { OrgFailure } from '../org/failure.js';
import type { OrgClient } from '../org/orgClient.js';
import { readAccess } from '../org/read/readAccess.js';
import type { AccessReading } from '../org/read/readAccess.js';
import type { ClientOptions } from '../org/transport.js';
import { overObjectsOf, requirementsOf, usersToFind } from './prepare.js';

/** What is to be taken back, and how the org is reached. */
export type RevokeInput = ClientOptions & {
  /** A definition that was named; null where it is the one of the receipt. */
  readonly integration: string | null;
  readonly authentication: Authentication;
  /** Usernames; with a receipt those to whom it is limited, if any. */
  readonly users: readonly string[];
  readonly receipt: Receipt | null;
  /** Parameters of the definition, and the phases that are over: with these, what only they needed goes, and no assignment. */
  readonly filling?: Filling;
  /** Name of the permission set, where it is not the definition's own. */
  readonly permissionSet?: string;
  readonly deleteSet: boolean;
  readonly connect: () => Promise<Connection>;
};

/** By which needs it is told what becomes unmet. */
export type Needs = NamedRequirements & {
  /** False where the definition of a receipt is not to be had any more: then they are what the grant added. */
  readonly fromDefinition: boolean;
};

/** What parameters are filled in with, without the phases. */
export const parametersOf = ({ parameters }: Filling = {}): Filling => (parameters === undefined ? {} : { parameters });

/** What the definition asks for in daily use and in these phases. @throws DefinitionMistake */
export const needsIn = (
  { integration, authentication, filling }: RevokeInput,
  some: readonly Phase[],
): Promise<NamedRequirements> =>
  requirementsOf(integration ?? '', authentication, { ...parametersOf(filling), phases: some });

/** What is found of everybody, in this snapshot. */
export const evaluated = ({ reference, requirements }: Needs, snapshot: AccessSnapshot): Evaluation[] =>
  evaluationsOf([{ reference, requirements }], snapshot);

/**
 * Reads the access of these users as it is now, and what the runner may do.
 * @throws OrgFailure
 */
export const readNow = async (
  client: OrgClient,
  { requirements }: Needs,
  usernames: readonly string[],
  knownSchema?: OrgSchema,
): Promise<Pick<AccessReading, 'snapshot' | 'runner'>> => {
  const [own = { requirements }] = await overObjectsOf(client, [{ reference: '', requirements }]);
  const scope = grantReadingScope(own.requirements.requirements);
  const withoutRows = 'REVOKE_NEEDS_VIEW_SETUP' as const;
  const options = { now: Date.now(), withoutRows, ...(knownSchema ? { knownSchema } : {}) };
  // Of the users of a receipt nobody may be left: whoever is logged in is read for the schema alone.
  const { snapshot, runner } = await readAccess(client, scope, usersToFind(usernames, client), options);
  return { snapshot: usernames.length === 0 ? { ...snapshot, users: [] } : snapshot, runner };
};

/**
 * A set is seen whole only where it is known which system permissions there are: what is not seen would stay, or go unsaid.
 * @throws OrgFailure REFUSED
 */
export const expectColumns = ({ permissionSetColumns: columns }: OrgSchema): void => {
  if (!columns.known) throw new OrgFailure('REFUSED', [columns.gap.part, columns.gap.detail || columns.gap.code]);
};

/** What a set holds is seen by whoever may see the setup. @throws OrgFailure REVOKE_NEEDS_VIEW_SETUP */
export const expectSeen = (client: OrgClient, { users }: AccessSnapshot): void => {
  if (users.some(({ evidence }) => evidence.mode === 'self'))
    throw new OrgFailure('REVOKE_NEEDS_VIEW_SETUP', [client.username]);
};

/**
 * Where apps, classes or custom permissions are to be taken out, those of the set have to be seen.
 * @throws OrgFailure REFUSED
 */
export const expectSetupRead = (set: StandingSet | null): void => {
  const unread = set?.further?.known === false ? set.further.gap : null;
  if (unread?.part === 'SetupEntityAccess') throw new OrgFailure('REFUSED', [unread.part, unread.detail]);
};
