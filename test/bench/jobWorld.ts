/** The org of the jobs, in the states that they begin in. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { administrator, checkedUser, grantedUser, jobsWith } from './jobs.js';
import type { Job } from './jobs.js';
import type { Orgs, RemoteOrg } from './orgs.js';
import { makeProject } from './place.js';
import type { Place } from './place.js';

/**
 * Opens the org and makes both states: fresh, and granted. Proves on the way that the grant by hand gives what ours gives:
 * after each of them a check of the user ends with 0.
 */
export const openJobs = async (orgs: Orgs, place: Place): Promise<{ org: RemoteOrg; jobs: Job[] }> => {
  const org = await orgs.open('jobs', {
    scenario: 'default',
    overrides: { users: { bare: { username: grantedUser, lastName: 'Bare', profile: 'Minimum Access - Salesforce' } } },
    logins: [administrator, checkedUser],
  });
  await place.logIn(org, administrator, 'admin');
  await place.logIn(org, checkedUser, 'self');
  await org.remember('fresh');
  const project = await makeProject(place.home, 'project');
  const target = ['-i', 'hg-insights', '-u', grantedUser, '-o', 'admin'];
  const grant = ['integration', 'grant', ...target];
  const proof = ['integration', 'check', ...target];
  await place.prepare(proof, 1);
  await place.prepare([...grant, '--output-dir', project]);
  const team = join(place.home, 'team');
  await mkdir(team);
  await writeFile(
    join(team, 'integration.config.yml'),
    `integrations:\n  - definition: hg-insights\n    users: [${grantedUser}]\n`,
  );
  const jobs = jobsWith(project, team);
  for (const { args, exit, cwd } of jobs.find(({ id }) => id === 'grantByHand')?.steps ?? [])
    await place.prepare(args, exit, cwd);
  await place.prepare(proof);
  await org.restore('fresh');
  await place.prepare([...grant, '--no-prompt']);
  await place.prepare(proof);
  await org.remember('granted');
  return { org, jobs };
};
