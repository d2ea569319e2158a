/** What a check is about, from flags, the project file and what was set once. */
import { fillingOf } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import type { FailOn } from '../exitCode.js';
import type { Authentication } from '../kinds/requirement.js';
import { isThere } from '../files/newProjectFile.js';
import { usualWaiversFile } from '../waivers/waiver.js';
import type { CheckTarget } from '../project/checkTarget.js';
import type { Choosing } from './choosing.js';
import { settle } from './projectSettings.js';
import type { Settled } from './projectSettings.js';
import type { RunOrg } from './runOrg.js';
import { readConfigured } from './readConfigured.js';
import { usernamesOf } from './usernames.js';

/** The flags of a check that say it; undefined where nobody gave them. */
export type CheckTargetFlags = Filling & {
  readonly integration: readonly string[] | undefined;
  readonly user: readonly string[] | undefined;
  readonly authentication: Authentication | undefined;
  readonly failOn: FailOn | undefined;
  readonly waivers: string | undefined;
  readonly updateWaivers: boolean;
  /** Whether the reports of the project file are written. */
  readonly writesReports: boolean;
  readonly config: string | undefined;
};

/** What a person chose in place of flags; left out where nothing was. */
export type Chosen = { readonly integration?: readonly string[]; readonly user?: readonly string[] };

export type CheckTargets = Omit<Settled, 'chosen'> & {
  readonly targets: readonly CheckTarget[];
  readonly chosenByPerson: Chosen;
};

/** The file of waivers of a check; where some are to be added and none is named, the usual one. */
export const waiversFileOf = (named: string | null | undefined, update: boolean): string | null =>
  named ?? (update ? usualWaiversFile : null);

/** The same as a check that is repeated may name it: nothing where there is no such file. */
export const waiversFileThere = async (
  named: string | null | undefined,
  update: boolean,
): Promise<string | undefined> => {
  const file = waiversFileOf(named, update);
  return file !== null && (await isThere(file)) ? file : undefined;
};

/** The users that are named; where none is, the one that a person chooses, and how the flag would name it. */
const usersFor = async (
  named: readonly string[],
  references: readonly string[] | null,
  choosing: Choosing | undefined,
): Promise<{ readonly users: readonly string[]; readonly chosen: Chosen }> => {
  const picked = named.length === 0 ? ((await choosing?.user(references)) ?? null) : null;
  return picked === null ? { users: named, chosen: {} } : { users: [picked], chosen: { user: [picked] } };
};

/**
 * Without any word on the integration, on the command line or in a file, a check is about every definition there is.
 * @param choosing lets a person choose what is missing; undefined where nobody can be asked
 * @throws Refusal, DefinitionMistake; OrgFailure INTERRUPTED at a question
 */
export const checkTargets = async (
  flags: CheckTargetFlags,
  org: RunOrg,
  choosing?: Choosing,
): Promise<CheckTargets> => {
  const { integration: integrations, user: users, updateWaivers, config, ...others } = flags;
  const { chosen, ...settled } = await settle({ integrations, users, ...others }, config, org);
  if (chosen.length > 0) {
    const unnamed = chosen.filter((one) => (one.users ?? []).length === 0).map(({ reference }) => reference);
    const forUnnamed = await usersFor([], unnamed, unnamed.length === 0 ? undefined : choosing);
    return {
      ...settled,
      // Which of several has no user of its own, no flag could say.
      chosenByPerson: unnamed.length === chosen.length ? forUnnamed.chosen : {},
      targets: chosen.map((one) => ({
        ...fillingOf(one),
        reference: one.reference,
        users: (one.users ?? []).length === 0 ? forUnnamed.users : (one.users ?? []),
        authentication: one.authentication ?? 'oauth',
        failOn: one.failOn ?? 'required',
        waivers: waiversFileOf(one.waivers, updateWaivers),
      })),
    };
  }
  const picked = (await choosing?.integration(null)) ?? null;
  if (picked !== null) {
    const about = await checkTargets({ ...flags, integration: [picked] }, org, choosing);
    return { ...about, chosenByPerson: { ...about.chosenByPerson, integration: [picked] } };
  }
  const { user } = await readConfigured();
  const named = await usernamesOf(users ?? (user === undefined ? [] : [user]));
  const forAll = await usersFor(named, null, choosing);
  return {
    ...settled,
    chosenByPerson: forAll.chosen,
    targets: [
      {
        ...fillingOf(flags),
        reference: null,
        users: forAll.users,
        authentication: flags.authentication ?? 'oauth',
        failOn: flags.failOn ?? 'required',
        waivers: waiversFileOf(flags.waivers, updateWaivers),
      },
    ],
  };
};
