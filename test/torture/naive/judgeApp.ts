/** Whether an app admits a user, written a second time from the facts alone (J2, J4, M6, M10-M12, M14). */
import { judge, met, nobodyKnows } from './judgement.js';
import type { Judgement } from './judgement.js';
import { same, setupKey } from './world.js';
import type { AssignmentState, GapCode } from './world.js';

export type App = {
  readonly type: 'ConnectedApplication' | 'ExternalClientApplication';
  readonly name: string;
  /** Null where nobody can say. */
  readonly enabled: boolean | null;
  readonly preauthorizedOnly: boolean | null;
  /** Username of another user as whom its client credentials flow runs; undefined where nobody can say. */
  readonly runsAs: string | null | undefined;
};

/** Something assigned to the user: what it holds itself, and for a group what its members hold, are names of apps. */
export type Assigned = {
  readonly type: 'Profile' | 'PermissionSet' | 'PermissionSetGroup';
  readonly name: string;
  readonly state: AssignmentState;
  /** Nobody could read until when it holds. */
  readonly doubtful: boolean;
  readonly admits: readonly string[];
  readonly members: ReadonlyArray<{ readonly name: string; readonly admits: readonly string[] }>;
  /** Of a group: what is muted, null where it has no muting set; whether it waits to be calculated again. */
  readonly mutes: readonly string[] | null;
  readonly waiting: boolean;
};

export type AppWorld = {
  readonly apps: readonly App[];
  readonly assigned: readonly Assigned[];
  /** The lists of connected apps, of external client apps, and the rows that admit users: why they were not read. */
  readonly gaps: { readonly connected?: GapCode; readonly external?: GapCode; readonly rows?: GapCode };
};

const keyOfApp = ({ type, name }: App): string => setupKey(type, name);

/** What one assignment says: it admits, it does not, or nobody knows. */
const says = (one: Assigned, app: App): 'yes' | 'no' | 'unknown' => {
  const key = keyOfApp(app);
  const itself = one.admits.includes(key);
  const byMember = one.members.some(({ admits }) => admits.includes(key));
  if (one.state !== 'inForce' || (!itself && !byMember)) return 'no';
  // What is muted and not in the aggregate is gone, before and after it is calculated again (fact M6).
  const isMuted = one.mutes?.includes(key) ?? false;
  if (!itself && isMuted) return 'no';
  if (one.doubtful) return 'unknown';
  if (one.waiting) return itself && byMember && !isMuted ? 'yes' : 'unknown';
  if (itself) return 'yes';
  return one.mutes === null ? 'yes' : 'unknown';
};

const judgeOne = (world: AppWorld, app: App): Judgement => {
  const said = world.assigned.map((one) => says(one, app));
  const admitted =
    app.preauthorizedOnly === false
      ? 'yes'
      : app.preauthorizedOnly === null
        ? 'unknown'
        : said.includes('yes')
          ? 'yes'
          : said.includes('unknown') || world.gaps.rows !== undefined
            ? 'unknown'
            : 'no';
  if (app.enabled === false) return judge('unmet', 'CONNECTED_APP_DISABLED');
  if (admitted === 'no') return judge('unmet', 'CONNECTED_APP_NOT_PREAUTHORIZED');
  if (app.enabled === null || admitted === 'unknown' || app.runsAs === undefined) return nobodyKnows([]);
  const by = world.assigned
    .filter((_, at) => app.preauthorizedOnly === true && said[at] === 'yes')
    .map(({ type, name }) => ({ type, name, through: [], via: null }));
  return app.runsAs === null ? met(by) : judge('degraded', 'CONNECTED_APP_RUNS_AS_OTHER');
};

/** The judgement about the app of this name. */
export const judgeApp = (world: AppWorld, name: string, ifPresent: boolean): Judgement => {
  const { connected, external } = world.gaps;
  const ofType = (type: App['type'], gap: GapCode | undefined): App[] =>
    gap === undefined ? world.apps.filter((app) => app.type === type && same(app.name, name)) : [];
  const seen = [...ofType('ConnectedApplication', connected), ...ofType('ExternalClientApplication', external)];
  if (seen.length === 0) {
    if (connected !== undefined || external !== undefined) return nobodyKnows([]);
    return ifPresent ? judge('notApplicable', 'NOT_IN_THIS_ORG') : judge('impossible', 'NO_SUCH_CONNECTED_APP');
  }
  const judged = seen.map((app) => judgeOne(world, app));
  const good = judged.filter(({ status }) => status === 'met' || status === 'degraded');
  const isOpen = connected !== undefined || external !== undefined || judged.some(({ status }) => status === 'unknown');
  // Another app of the name may be the one that is meant, and refuse.
  if (good.length > 0 && isOpen) return nobodyKnows([]);
  if (good.length > 0 && good.length < judged.length) return judge('unknown', 'CONNECTED_APP_AMBIGUOUS');
  for (const status of ['unknown', 'degraded', 'unmet', 'met'] as const) {
    const found = judged.filter((one) => one.status === status);
    // Which of several apps is meant nobody knows: the reason of any of them is a good one.
    const [first] = found;
    if (first) return { ...judge(status, ...found.flatMap(({ codes }) => codes)), by: first.by };
  }
  throw new Error('no app was judged');
};
