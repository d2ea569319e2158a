/** What the users of a plan get. */
import type { Plan, PlannedUser } from '../../grant/grantPlan.js';
import type { TextOptions } from '../check/textStyle.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import { indent } from './plannedEntryStyle.js';
import { counted } from './planSummary.js';
import type { PlanReport } from './planReport.js';

/** What one user gets by the plan. */
export const userText = (user: PlannedUser, { permissionSet }: Plan, options: TextOptions): string => {
  const { words } = options;
  const { assign, licenses, permissionSets, receives } = user;
  const own = receives.filter(({ inOwnSet }) => inOwnSet);
  const fresh = (some: PlannedUser['receives']): string => {
    const count = some.filter(({ hasAlready }) => !hasAlready).length;
    if (some.length === 1) return words(count === 1 ? 'plan.new.one' : 'plan.new.not');
    return words('plan.new', [String(count)]);
  };
  const given = assign
    ? [words('plan.assign', [permissionSet.name, counted('plan.permissions', own.length, options), fresh(own)])]
    : own.length > 0
      ? [words('plan.added', [counted('plan.permissions', own.length, options)])]
      : permissionSets.length > 0 || licenses.length > 0
        ? []
        : [words('plan.noAssign')];
  const named = permissionSets.map((name) => {
    const brought = receives.filter(({ through }) => through?.includes(name) === true);
    return words('plan.named', [name, counted('plan.permissions', brought.length, options), fresh(brought)]);
  });
  const others = [...named, ...given];
  // "First" is said only where something follows.
  const ofLicenses = licenses.map((license) =>
    words(others.length > 0 ? 'plan.license' : 'plan.license.only', [license]),
  );
  return [...ofLicenses, ...others].join(', ');
};

/** One user, one entry: further lines stand deeper, so that the names are seen at a glance. */
const userEntry = (text: string, width: number): string[] =>
  hang(indent, visible(text), width).map((line, at) => (at === 0 ? `  ${line.trimStart()}` : line));

/** Each user of the plan, and who else has the set and gets what is added. */
export const userLines = ({ plan }: PlanReport, options: TextOptions): string[] => {
  const { words, width } = options;
  const others = plan.adds.length > 0 ? (plan.permissionSet.existing?.alsoFor ?? []) : [];
  return [
    ...plan.users.flatMap((user) => userEntry(`${user.username}: ${userText(user, plan, options)}`, width)),
    ...(others.length > 0 ? userEntry(words('plan.alsoFor', [others.join(', ')]), width) : []),
  ];
};
