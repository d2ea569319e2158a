/** Which integration and users a grant is for: from flags, a reviewed plan, `sf config set`, or a prompt. */
import { Messages } from '@salesforce/core';
import { filledOver } from '../definition/filling.js';
import type { Filling } from '../definition/filling.js';
import { scopeOf } from '../grant/savedPlan.js';
import type { PlanOrigin, PlanRequest, SavedPlan } from '../grant/savedPlan.js';
import type { Authentication } from '../kinds/requirement.js';
import { OrgFailure } from '../org/failure.js';
import type { SettledOne } from './settleOne.js';
import { usernamesOf } from './usernames.js';

Messages.importMessagesDirectoryFromMetaUrl(import.meta.url);
const messages = Messages.loadMessages('sf-plugin-integration', 'integration.grant');

/** The flags that say what a grant is for. */
export type GrantFlags = Filling & {
  readonly integration?: string | undefined;
  readonly user?: readonly string[] | undefined;
  /** Undefined where nobody gave it. */
  readonly authentication?: Authentication | undefined;
  readonly include?: PlanRequest['include'] | undefined;
  readonly minimum?: boolean;
  readonly 'permission-set'?: string | undefined;
  readonly plan?: string | undefined;
  readonly allow?: readonly string[] | undefined;
};

export type GrantRequest = PlanOrigin & { readonly users: readonly string[] };

/**
 * Flags win over the reviewed plan; without one they win over the project file and what was set once with `sf config set`.
 * @param settled null with a reviewed plan: what is said elsewhere could name other users than the plan was made for
 * @param prompt lets a person name the user; undefined where nobody can be asked
 * @throws SfError where the definition or the user is missing, or the plan was made for another way of logging in; OrgFailure where a plan is too old to stand alone
 */
export const grantRequest = async (
  flags: GrantFlags,
  reviewed: SavedPlan | null,
  settled: SettledOne | null,
  prompt: (() => Promise<string>) | undefined,
): Promise<GrantRequest> => {
  const kept = reviewed?.request;
  const reference = flags.integration ?? kept?.reference ?? settled?.integration;
  const given = flags.user ?? kept?.users ?? settled?.users ?? [];
  if (reviewed && (reference === undefined || given.length === 0))
    throw new OrgFailure('PLAN_WITHOUT_REQUEST', [flags.plan ?? '']);
  const authentication = flags.authentication ?? kept?.authentication ?? settled?.authentication ?? 'oauth';
  if (kept && authentication !== kept.authentication)
    throw messages.createError('error.PlanAuthentication', [kept.authentication, authentication]);
  if (reference === undefined) throw messages.createError('error.NoIntegration');
  const typed = given.length === 0 ? await prompt?.() : undefined;
  const users = typed === undefined || typed === '' ? given : [typed];
  if (users.length === 0) throw messages.createError('error.NoUser');
  return {
    reference,
    users: await usernamesOf(users),
    ...filledOver(kept ?? settled, flags),
    authentication,
    scope: scopeOf(flags.include ?? kept?.include ?? [], flags.minimum ?? kept?.minimum ?? false),
    permissionSet: flags['permission-set'] ?? kept?.permissionSet ?? null,
    ...((flags.allow ?? kept?.allow) ? { allowed: flags.allow ?? kept?.allow ?? [] } : {}),
  };
};
