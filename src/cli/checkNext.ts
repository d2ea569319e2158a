/** The commands that the report of a check names: the same check again, the check of one integration and user, and the setup of all. */
import { isRedacted } from '../access/redactSnapshot.js';
import type { AccessSnapshot } from '../access/snapshot.js';
import type { Filling } from '../definition/filling.js';
import type { Authentication } from '../kinds/requirement.js';
import type { CheckReport } from '../report/check/checkReport.js';
import type { TextOptions } from '../report/check/textStyle.js';
import { unique } from '../report/groups.js';
import { checkCommandLine, setupCommandLine } from './checkCommandLine.js';
import type { CheckTargets } from './checkTargets.js';
import { waiversFileThere } from './checkTargets.js';
import { isOtherLoginInFile } from './otherLogin.js';
import type { RunOrg } from './runOrg.js';

/** The flags of a check that change its answer. */
type RepeatedFlags = {
  readonly integration?: readonly string[] | undefined;
  readonly user?: readonly string[] | undefined;
  readonly config?: string | undefined;
  /** As sf gives it where nobody did. */
  readonly authentication: Authentication;
  readonly 'fail-on': string;
  readonly surplus: boolean;
  readonly 'cross-check': boolean;
  readonly 'verify-as'?: string | undefined;
  readonly waivers?: string | undefined;
  readonly 'update-waivers': boolean;
  readonly snapshot?: string | undefined;
  readonly 'api-version'?: string | undefined;
};

/** A check that has been made. */
export type CheckMade = {
  readonly bin: string;
  readonly flags: RepeatedFlags;
  readonly filling: Filling;
  /** The way of logging in that was given; undefined where nobody did. */
  readonly authentication: Authentication | undefined;
  /** Null where a snapshot was checked. */
  readonly org: RunOrg | null;
  readonly chosen: CheckTargets['chosenByPerson'];
  /** Whether a project file, with the flags, says all that a setup has to know. */
  readonly isOfTeam: boolean;
};

/** Whether the version of the API keeps something from being known: repeating it would lead nowhere. */
const isHiddenByVersion = ({ checks }: CheckReport): boolean =>
  checks.some(({ findings }) => findings.some(({ gap }) => gap?.code === 'NOT_IN_API_VERSION'));

/** Whether the way of logging in that was given has to be said again, as the project file may say another. */
const saysLogin = async ({ flags, authentication, org }: CheckMade, { checks }: CheckReport): Promise<boolean> =>
  org !== null &&
  authentication !== undefined &&
  isOtherLoginInFile(
    checks.map(({ reference, requirements }) => ({ reference, authentication: requirements.authentication })),
    flags.config,
    org,
  );

/** What the report names of next commands. */
export type CheckNext = Required<Pick<TextOptions, 'command' | 'commandFor' | 'saysAuthentication'>> &
  Pick<TextOptions, 'setupCommand'>;

/**
 * The next commands; `command` is empty where the names of a snapshot are made up, as there is no such org.
 * @param org as it was read, or as the snapshot holds it
 */
export const checkNext = async (
  made: CheckMade,
  org: AccessSnapshot['org'],
  report: CheckReport,
): Promise<CheckNext> => {
  const { bin, flags, filling, chosen } = made;
  const ofSnapshot = made.org === null;
  const saysAuthentication = await saysLogin(made, report);
  const repeated = {
    ...{ bin, filling, saysAuthentication, config: flags.config, surplus: flags.surplus },
    org: org.username,
    // What the project file says is said by it again.
    authentication: (ofSnapshot ? report.checks[0]?.requirements.authentication : undefined) ?? flags.authentication,
    failOn: flags['fail-on'],
    crossCheck: flags['cross-check'],
    verifyAs: flags['verify-as'],
    // Where nothing was to be added there is no file yet, and a check against it would be refused.
    waivers: await waiversFileThere(flags.waivers, flags['update-waivers']),
    apiVersion: isHiddenByVersion(report) ? undefined : flags['api-version'],
  };
  // After a snapshot the org is checked, by the names that the file holds.
  const held = ofSnapshot ? report.checks : [];
  const integrations = flags.integration ?? chosen.integration ?? unique(held.map(({ reference }) => reference));
  const users = flags.user ?? chosen.user ?? unique(held.map(({ user }) => user.username));
  return {
    saysAuthentication,
    ...(made.isOfTeam ? { setupCommand: setupCommandLine({ ...repeated, integrations, users }) } : {}),
    command: ofSnapshot && isRedacted(org) ? '' : checkCommandLine({ ...repeated, integrations, users }),
    commandFor: (reference, username) =>
      checkCommandLine({ ...repeated, snapshot: flags.snapshot, integrations: [reference], users: [username] }),
  };
};
