/** What a look at one org reads: users, also those that were renamed, and what ends soon. */
import type { AccessSnapshot, OrgIdentity, UserNotFound } from '../access/snapshot.js';
import { evaluationsOf } from '../check/evaluation.js';
import { fillingOf } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import { namedInRules } from '../kinds/namedInRules.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { Finding } from '../kinds/finding.js';
import type { Look } from '../monitor/look.js';
import type { KeptLook } from '../monitor/monitorState.js';
import type { OrgClient } from '../org/orgClient.js';
import { readEnds, readUsernames } from '../org/read/ends.js';
import { readAccess } from '../org/read/readAccess.js';
import type { AccessReading } from '../org/read/readAccess.js';
import { sameName } from '../platform/names.js';
import type { CheckTarget } from '../project/checkTarget.js';
import { Refusal } from '../refusal.js';
import { fillingInKey, lookOf } from '../report/monitor/lookOf.js';
import { noEnds, upcomingOf } from '../report/monitor/upcomingOf.js';
import type { EndsAtHand } from '../report/monitor/upcomingOf.js';
import type { Texts } from '../report/texts.js';
import type { Words } from '../report/words.js';
import type { TargetEvaluation } from './checkWorkflow.js';
import { isUserOf, beginOverObjects, strictestLogin, usersOfAll } from './prepare.js';
import type { TargetRequirements } from './prepare.js';
import { waiveFindings } from './waiveFindings.js';
import type { WaiversFiles } from './waiveFindings.js';

/** What the look is made with. */
export type LookInput = {
  readonly integrations: readonly TargetRequirements[];
  readonly waivers: WaiversFiles;
  readonly aliasesOf: (username: string) => Promise<readonly string[]>;
  /** How many days ahead something that ends is told. */
  readonly expiring: number;
  readonly plugin: string;
  /** Texts of findings, and of the monitor. */
  readonly texts: Texts;
  readonly words: Words;
  /** Everything that is kept of this org's users for these integrations. */
  readonly keptOf: () => Promise<readonly KeptLook[]>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly onStage?: (stage: 'people' | 'permissions' | 'evaluate') => void;
};

/** A look, and the findings that it was made of. */
export type FoundLook = {
  readonly look: Look;
  /** Null of a user that is not there any more. */
  readonly evaluation: TargetEvaluation | null;
  /** What the definition is filled in with, and who is told of it. */
  readonly filling: Filling;
  readonly notify: readonly string[];
};

export type OrgReading = {
  readonly org: OrgIdentity;
  readonly found: readonly FoundLook[];
  /** Usernames that lead to no user, and of whom nothing was kept either. */
  readonly notFound: readonly UserNotFound[];
};

type Read = Pick<AccessReading, 'snapshot' | 'notFound'>;

const notFoundCodes: ReadonlySet<string> = new Set(['USER_NOT_FOUND', 'USER_AMBIGUOUS', 'USERS_NOT_FOUND']);

/** Reads for these targets; null where none of their users is there. @throws OrgFailure, Refusal */
const readFor = async (
  client: OrgClient,
  targets: readonly TargetRequirements[],
  { now, onStage }: LookInput,
): Promise<Read | null> => {
  const requests = usersOfAll(targets, client);
  const { integrations, begun } = await beginOverObjects(client, targets, requests);
  const rules = integrations.flatMap(({ requirements }) => requirements.requirements);
  const scope = readingScopeOf(rules, strictestLogin(targets));
  // What is kept of a look are its findings: nothing is asked of the rest of what the org has.
  const named = namedInRules(rules, scope);
  try {
    return await readAccess(client, scope, requests, {
      ...{ now, withoutRows: 'NO_VIEW_SETUP', withoutMissing: true },
      ...(named ? { named } : {}),
      ...(onStage ? { onStage } : {}),
      ...begun,
    });
  } catch (error) {
    if (error instanceof Refusal && notFoundCodes.has(error.code)) return null;
    throw error;
  }
};

/** The usernames that users have now of whom something was kept under a username that leads nowhere. @throws OrgFailure */
const renamedUsers = async (
  client: OrgClient,
  missing: readonly string[],
  kept: readonly KeptLook[],
): Promise<ReadonlyMap<string, string>> => {
  const known = kept.filter(({ user }) => missing.some((name) => sameName(name, user.username)));
  if (known.length === 0) return new Map();
  const now = await readUsernames(client, [...new Set(known.map(({ user }) => user.id))]);
  if (!now.known) return new Map();
  return new Map(
    known.flatMap(({ user }) => {
      const username = now.value.get(user.id);
      return username === undefined || sameName(username, user.username)
        ? []
        : [[user.username.toLowerCase(), username] as const];
    }),
  );
};

const withNewNames = <T extends Pick<CheckTarget, 'users'>>(target: T, renamed: ReadonlyMap<string, string>): T => ({
  ...target,
  users: target.users.map((name) => renamed.get(name.toLowerCase()) ?? name),
});

/** The usernames that targets name and that a reading did not find. */
const missingNames = (targets: readonly TargetRequirements[], read: Read | null): string[] =>
  read === null
    ? [...new Set(targets.flatMap(({ users }) => users))]
    : [...new Set(read.notFound.map(({ username }) => username))];

/** A user that was there and is not any more: what he had is as it was, but that he cannot log in. */
const lookOfMissing = (kept: KeptLook, { plugin, words, now }: LookInput): Look => ({
  ...{ user: kept.user, reference: kept.reference, authentication: kept.authentication },
  ...(kept.filling === undefined ? {} : { filling: kept.filling }),
  ...{ definition: kept.definition, plugin, at: new Date(now).toISOString(), upcoming: [] },
  findings: kept.findings.map((one) =>
    one.id === 'user:active'
      ? {
          ...{ ...one, status: 'unmet', code: 'USER_NOT_FOUND', grantedBy: [] },
          why: [words('why.userNotFound', [kept.user.username])],
        }
      : { ...one, why: [] },
  ),
});

/** What ends soon; what cannot be read is left out: nothing that is looked for depends on it. @throws OrgFailure */
const endsFor = async (client: OrgClient, snapshot: AccessSnapshot, byPassword: boolean): Promise<EndsAtHand> => {
  const licenses = snapshot.users.flatMap(({ permissionSetLicenses: held }) =>
    held.known ? held.value.flatMap(({ id }) => id ?? []) : [],
  );
  const ids = byPassword ? snapshot.users.map(({ id }) => id) : [];
  const ends = await readEnds(client, [...new Set(licenses)], ids);
  return {
    licenses: ends.licenses.known ? ends.licenses.value : noEnds.licenses,
    passwords: ends.passwords.known ? ends.passwords.value : noEnds.passwords,
    apiRequests: client.apiUsage(),
  };
};

const identityOf = ({ orgId, username, instanceUrl, apiVersion }: OrgClient): OrgIdentity => ({
  ...{ id: orgId, username, instanceUrl, apiVersion, name: null, type: null },
});

/**
 * One look at an org: one reading for all users and integrations, and a second one only where a user was renamed.
 * @throws OrgFailure; Refusal where no user is there of whom anything was kept
 */
export const lookAtOrg = async (client: OrgClient, input: LookInput): Promise<OrgReading> => {
  const { integrations, waivers, aliasesOf, expiring, plugin, texts, words, onStage } = input;
  const first = await readFor(client, integrations, input);
  let [targets, read] = [integrations, first];
  const missing = missingNames(targets, read);
  const kept = missing.length === 0 ? [] : await input.keptOf();
  const renamed = await renamedUsers(client, missing, kept);
  if (renamed.size > 0) {
    targets = integrations.map((target) => withNewNames(target, renamed));
    read = await readFor(client, targets, input);
  }
  const stillMissing = missingNames(targets, read);
  const gone = kept.filter(
    ({ user, reference }) =>
      stillMissing.some((name) => sameName(name, user.username)) &&
      integrations.some((one) => one.reference === reference),
  );
  const looksOfGone = gone.map((one): FoundLook => {
    const named = integrations.filter(({ reference }) => reference === one.reference);
    const target = named.find((other) => fillingInKey(other).filling === one.filling) ?? named[0];
    return {
      ...{ look: lookOfMissing(one, input), evaluation: null },
      ...{ filling: fillingOf(target ?? {}), notify: target?.notify ?? [] },
    };
  });
  const unknownNames = stillMissing.filter((name) => !gone.some(({ user }) => sameName(user.username, name)));
  if (read === null) {
    // Nobody is there, and nobody ever was: the words of the org say it best.
    if (looksOfGone.length === 0) throw missingRefusal(unknownNames, client);
    return { org: identityOf(client), found: looksOfGone, notFound: unknownNames.map(notFoundOf) };
  }
  const { snapshot, notFound } = read;
  onStage?.('evaluate');
  const evaluated = evaluationsOf(targets, snapshot, isUserOf);
  const { evaluations } = await waiveFindings(
    evaluated,
    snapshot,
    { update: false, aliasesOf },
    snapshot.takenAt,
    waivers,
  );
  const ends = await endsFor(client, snapshot, strictestLogin(targets) === 'usernamePassword');
  const vocabulary = { texts, schema: snapshot.schema };
  return {
    org: snapshot.org,
    found: [
      ...evaluations.map((evaluation) => {
        const upcoming = upcomingOf(evaluation, snapshot, ends, expiring, vocabulary, words);
        const look = lookOf(evaluation, snapshot, upcoming, plugin, vocabulary);
        return { look, evaluation, filling: fillingOf(evaluation), notify: evaluation.notify ?? [] };
      }),
      ...looksOfGone,
    ],
    notFound: notFound.filter(({ username }) => unknownNames.some((name) => sameName(name, username))),
  };
};

const notFoundOf = (username: string): UserNotFound => ({ username, code: 'USER_NOT_FOUND', meant: [] });

const missingRefusal = (names: readonly string[], { instanceUrl }: OrgClient): Refusal =>
  names.length === 1
    ? new Refusal('failure', 'USER_NOT_FOUND', [names[0] ?? '', instanceUrl])
    : new Refusal('failure', 'USERS_NOT_FOUND', [instanceUrl, names]);

/** The finding of a look with this id, as it was judged; null where it is not of this look. */
export const findingIn = ({ evaluation }: FoundLook, id: string): Finding | null =>
  evaluation?.findings.find((one) => sameName(one.id, id)) ?? null;
