import { featuresOf, leftOutJson } from '../../definition/requirementSet.js';
import { entryId } from '../../access/entry.js';
import type { Gap, OrgIdentity, OrgSchema } from '../../access/snapshot.js';
import { setupAccessId } from '../../access/setupAccess.js';
import { setupBeyond } from '../../grant/beyond.js';
import type { Outcome } from '../../grant/grantOutcome.js';
import type { Plan } from '../../grant/grantPlan.js';
import type { GrantRun } from '../../grant/grantRun.js';
import { plannedChange } from '../../grant/plannedChange.js';
import { checkJson, findingJson, orgJson } from '../check/checkJson.js';
import type { CheckReport } from '../check/checkReport.js';
import { withWords } from '../check/checkReport.js';
import type { Finding } from '../../kinds/finding.js';
import type { Texts } from '../texts.js';
import { exemptingPermission, exemptingSentence, exemptionPlace, exemptionsFor } from './exemptions.js';
import type { GrantResult, OutcomeResult, PlanResult } from './grantResult.js';

/** An outcome as `--json` shows it. */
export const outcomeJson = ({ step, user, result, code, detail }: Outcome): OutcomeResult => ({
  step,
  ...(user === undefined ? {} : { user }),
  result,
  ...(code === undefined ? {} : { code }),
  ...(detail === undefined ? {} : { detail }),
});

/** What was asked and what is wrong with the answer: `PermissionDependency: 1/4`. */
const unreadWords = ({ part, detail }: Gap): string => [part, detail].filter((words) => words !== '').join(': ');

/** How to exempt the user from validation rules; the formulas, which are to be pasted, stay as they are. */
const exemptionTexts = (plan: Plan, finding: Finding, texts: Texts): string[] => {
  const exemptions = exemptionsFor([finding], exemptingPermission(plan.permissionSet.name));
  return exemptions.length === 0
    ? []
    : [
        exemptingSentence(plan, texts),
        ...exemptions.map((exemption) => `${exemptionPlace(exemption, texts)} ${exemption.formula}`),
      ];
};

/** What the set holds that the definition does not ask for, and why that may not be all. */
const beyondJson = (plan: Plan): Partial<PlanResult['permissionSet']> => {
  const { beyond, permissionSet } = plan;
  const all = [...beyond.map(entryId), ...setupBeyond(plan).map(setupAccessId)];
  const setup = permissionSet.existing?.setupAccess;
  return {
    ...(all.length === 0 ? {} : { beyond: all }),
    ...(setup?.known === false ? { beyondUnread: unreadWords(setup.gap) } : {}),
  };
};

const planJson = (plan: Plan, schema: OrgSchema, { instanceUrl }: OrgIdentity, texts: Texts): PlanResult => ({
  permissionSet: {
    name: plan.permissionSet.name,
    label: plan.permissionSet.label,
    exists: plan.permissionSet.existing !== null,
    alsoFor: [...(plan.permissionSet.existing?.alsoFor ?? [])],
    ...beyondJson(plan),
  },
  ...plannedChange(plan),
  ...(plan.notFollowed.length === 0
    ? {}
    : {
        notFollowed: plan.notFollowed.map(({ edge, brings }) => ({
          permission: entryId(edge.from),
          needs: entryId(edge.to),
          brings: brings.map(entryId),
        })),
      }),
  ...(plan.dependenciesUnread ? { dependenciesUnread: unreadWords(plan.dependenciesUnread) } : {}),
  manual: plan.manual.map((finding) => {
    const { actions, ...told } = findingJson(withWords(finding, schema, texts), instanceUrl);
    return { ...told, actions: [...actions, ...exemptionTexts(plan, finding, texts)] };
  }),
});

/**
 * The `--json` result of a grant.
 * @param after the check after the writes; null where it was not reached
 */
export const grantJson = (
  { mode, plan, snapshot: { org, schema }, outcomes }: GrantRun,
  after: CheckReport | null,
  texts: Texts,
): GrantResult => ({
  schemaVersion: 1,
  org: orgJson(org),
  integration: plan.requirements.integration,
  variant: plan.requirements.variant,
  ...featuresOf(plan.requirements),
  ...leftOutJson(plan.requirements),
  dryRun: mode === 'dryRun',
  plan: planJson(plan, schema, org, texts),
  outcomes: outcomes.map(outcomeJson),
  after: after === null ? null : checkJson(after).checks,
});
