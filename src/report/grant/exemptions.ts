/** Validation rules that people may exempt the user from, with the formula to be pasted. */
import { withExemption } from '../../automation/withExemption.js';
import type { Plan } from '../../grant/grantPlan.js';
import type { Finding } from '../../kinds/finding.js';
import { fill, sentence } from '../texts.js';
import type { Texts } from '../texts.js';
import { visible } from '../visible.js';

/** One rule: where it stands in Setup, and its formula with the exemption added. */
export type Exemption = { readonly sobject: string; readonly rule: string; readonly formula: string };

/** API names have no more characters. */
const longestName = 80;

/** The custom permission that exempts: named after the permission set of the integration, which has to hold it. */
export const exemptingPermission = (permissionSet: string): string =>
  `Exempt_${permissionSet}`.slice(0, longestName).replace(/_+$/, '');

/** What is offered for the findings. Rules of packages cannot be changed, and are left out. */
export const exemptionsFor = (findings: readonly Finding[], permission: string): Exemption[] =>
  findings.flatMap(({ need, details = [] }) =>
    need.kind !== 'automation'
      ? []
      : details.flatMap(({ name, namespace, formula }) => {
          const exempting = formula === undefined || namespace !== null ? null : withExemption(formula, permission);
          return exempting === null ? [] : [{ sobject: need.sobject, rule: name, formula: exempting }];
        }),
  );

/** A sentence of messages/finding.md with its words in place. */
const said = (key: string, texts: Texts, ...args: readonly string[]): string =>
  fill(sentence(key, texts), (name) => visible(args[Number(name) - 1] ?? ''));

/** Who neither has the permission set of the plan nor gets it by the plan. */
const withoutSet = ({ permissionSet, users }: Plan): string[] => {
  const { assignees = [], throughGroups = [] } = permissionSet.existing ?? {};
  return users
    .filter(({ id, assign }) => !assign && !assignees.includes(id) && !throughGroups.includes(id))
    .map(({ username }) => username);
};

/**
 * How to make the custom permission that exempts, and which permission set holds it: that of the plan, or one of its own
 * where the plan makes none. Grant extends no set that people have made, so theirs must not have the name of its own.
 * @throws Error where messages/finding.md lacks a section
 */
export const exemptingSentence = (plan: Plan, texts: Texts): string => {
  const { name, existing } = plan.permissionSet;
  const lacking = withoutSet(plan).join(', ');
  const isThere = existing !== null || plan.adds.length > 0;
  const key = lacking === '' ? '' : isThere ? '.assign' : '.create';
  const permission = exemptingPermission(name);
  return said(`exemption.permission${key}`, texts, permission, key === '.create' ? permission : name, lacking);
};

/** Where the formula of one rule is to be pasted. @throws Error where messages/finding.md has no section for it */
export const exemptionPlace = ({ sobject, rule }: Exemption, texts: Texts): string =>
  said('exemption.rule', texts, sobject, rule);
