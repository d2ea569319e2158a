/** Validation rules that people may exempt the user from, with the formula to be pasted. */
import { withExemption } from '../../automation/withExemption.js';
import type { Plan } from '../../grant/grantPlan.js';
import type { Finding } from '../../kinds/finding.js';

/** One rule: where it stands in Setup, and its formula with the exemption added. */
export type Exemption = { readonly sobject: string; readonly rule: string; readonly formula: string };

/** API names have no more characters. */
const longestName = 80;

/** The custom permission that exempts: named after the permission set of the integration, which has to hold it. */
export const exemptingPermission = ({ permissionSet }: Pick<Plan, 'permissionSet'>): string =>
  `Exempt_${permissionSet.name}`.slice(0, longestName).replace(/_+$/, '');

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
