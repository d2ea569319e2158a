/** What a run about many orgs is about, from flags and the project file. */
import { join } from 'node:path';
import type { ProjectAtHand } from '../files/teamProject.js';
import { shardFolder } from '../monitor/shard.js';
import type { Shard } from '../monitor/shard.js';
import type { FleetMember } from '../monitor/roundRecord.js';
import type { NamedOrg } from '../project/projectFile.js';
import { checkCommandLine } from './checkCommandLine.js';
import type { CheckWords } from './checkCommandLine.js';
import { fleetMembers, membersOfShard, runOrgOf, shardOfFlag } from './fleetMembers.js';
import { orgRequest } from './monitorRequest.js';
import type { MonitorFlags, OrgRequest } from './monitorRequest.js';
import { fromAnything } from './runError.js';

/** The orgs of a run, and the shard to which they belong. */
export type Fleet = {
  readonly members: readonly FleetMember[];
  /** Patterns that fit, of this shard, as members. */
  readonly fitting: readonly FleetMember[];
  /** Those that belong to other shards. */
  readonly elsewhere: readonly FleetMember[];
  readonly shard: Shard | null;
  /** Where their looks are kept: shards share no file, also where they share a volume. */
  readonly stateDir: string;
};

/**
 * The orgs that flags mean.
 * @param run where looks are kept, and the names of orgs in the project file
 * @throws Refusal
 */
export const fleetOf = async (
  names: readonly string[],
  shardFlag: string | undefined,
  run: { readonly stateDir: string; readonly orgs: readonly NamedOrg[] | null },
): Promise<Fleet> => {
  const shard = shardOfFlag(shardFlag);
  const { members: all, fitting } = await fleetMembers(names, run.orgs);
  const members = membersOfShard(all, shard);
  return {
    ...{ shard, members, fitting: membersOfShard(fitting, shard) },
    elsewhere: all.filter((one) => !members.includes(one)),
    stateDir: shard === null ? run.stateDir : join(run.stateDir, shardFolder(shard)),
  };
};

/** Why an org could not be looked at, as sf would print it. */
export const sayFailure = (error: unknown): { readonly code: string; readonly text: string } => {
  const { name, message } = fromAnything(error instanceof Error ? error : new Error(String(error)), false);
  return { code: name.replace(/Error$/, ''), text: message.split('\n').join(' ') };
};

/** Who is told, by every list of a project file; an integration without one goes to every channel, as an empty list does. */
export const notifyListsOf = ({ integrations }: ProjectAtHand['project']): ReadonlyArray<readonly string[]> =>
  integrations.flatMap(({ settings, inOrgs }) => [
    settings.notify ?? [],
    ...inOrgs.flatMap((one) => (one.settings.notify === undefined ? [] : [one.settings.notify])),
  ]);

/** What is looked at in one org, and the command with which a person looks at it. */
type OrgTask = OrgRequest & {
  readonly shortName: string;
  readonly commandFor: (
    look: Pick<CheckWords, 'authentication' | 'filling'> & { readonly reference: string; readonly username: string },
  ) => string;
};

/**
 * Settles a look at one of the orgs.
 * @param atHand the project file; null where there is none
 * @param bin how people call sf
 * @throws what the project file refuses
 */
export const orgTaskFor = async (
  flags: MonitorFlags,
  member: FleetMember,
  atHand: ProjectAtHand | null,
  bin: string,
): Promise<OrgTask> => ({
  ...(await orgRequest(flags, await runOrgOf(member, atHand?.project.orgs ?? null), atHand)),
  shortName: member.name,
  commandFor: ({ reference, username, authentication, filling = {} }) =>
    checkCommandLine({
      ...{ bin, integrations: [reference], users: [username], org: member.name, authentication, filling },
      config: flags.config,
    }),
});
