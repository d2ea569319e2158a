/** Whether the team's project file has another way of logging in than a run. */
import type { Authentication } from '../kinds/requirement.js';
import { chooseIntegrations } from '../project/chooseIntegrations.js';
import type { RunOrg } from './runOrg.js';

/** An integration and how it logs in. */
type LoginOf = { readonly reference: string; readonly authentication: Authentication };

/**
 * Whether a next command that says no way of logging in would take another one, as the project file has it. Where that file cannot
 * be read, nobody can tell: then it is said.
 * @param config a project file that was named; undefined for the nearest one upwards
 */
export const isOtherLoginInFile = async (
  logins: readonly LoginOf[],
  config: string | undefined,
  org: RunOrg,
): Promise<boolean> => {
  const { readProjectAtHand } = await import('../files/teamProject.js');
  try {
    const atHand = await readProjectAtHand(config);
    if (atHand === null) return false;
    const { project, placed } = atHand;
    return logins.some(({ reference, authentication }) =>
      chooseIntegrations(project, { integrations: [reference] }, { orgNames: org.names, placed }).chosen.some(
        (one) => one.isInFile && (one.authentication ?? 'oauth') !== authentication,
      ),
    );
  } catch {
    return true;
  }
};
