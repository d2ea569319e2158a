/** What a definition asks for and a plan writes no entry for: whoever holds the plan against the vendor's page would miss it. */
import { entryId } from '../../access/entry.js';
import type { Entry } from '../../access/entry.js';
import type { OrgSchema } from '../../access/snapshot.js';
import type { Plan } from '../../grant/grantPlan.js';
import { takesNoPermission } from '../../kinds/field/fieldOwner.js';
import type { Finding } from '../../kinds/finding.js';
import { licenseId } from '../../kinds/license/licenseNeed.js';
import type { Place } from '../../kinds/ruleReader.js';
import { groupBy, unique } from '../groups.js';
import { needName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import type { Words } from '../words.js';
import type { ToldEntry } from './planReport.js';

/** Why something is asked for: the reasons of the definition, and where its rules stand. */
export type Asked = { readonly because: readonly string[]; readonly places: readonly Place[] };

/** What a finding says of that. */
export const askedOf = (finding: Pick<Finding, 'because' | 'places'> | undefined): Asked => ({
  because: finding?.because ?? [],
  places: finding?.places ?? [],
});

/**
 * How a need is closed without an entry of its own: by entries of the plan (`comesWith`), by the access to its object alone,
 * because the field takes no permission (`follows`) or the user has it (`held`), or by what else it waits for (`waits`).
 */
type Covering = 'comesWith' | 'follows' | 'held' | 'waits';

/** A need that a plan closes and writes nothing of its own for. */
export type CoveredNeed = Asked & {
  readonly name: string;
  readonly covering: Covering;
  /** Names of what covers it; of the object alone where access to it is enough. */
  readonly covers: readonly string[];
};

/** Whether it is told of its own what a plan does for it: licenses and sets of the user, and history that is no permission. */
const isToldElsewhere = ({ kind }: Finding): boolean =>
  kind === 'license' ||
  kind === 'permissionSetLicense' ||
  kind === 'permissionSetAssigned' ||
  kind === 'historyTracking';

/** What covers a need of which no entry is given. */
const coveredByOther = (
  { need, blockers }: Finding,
  vocabulary: Vocabulary & { readonly schema: OrgSchema },
): Pick<CoveredNeed, 'covering' | 'covers'> =>
  need.kind === 'field'
    ? {
        covering: takesNoPermission(vocabulary.schema, need.sobject, need.field) ? 'follows' : 'held',
        covers: [need.sobject],
      }
    : { covering: 'waits', covers: unique(blockers.map((blocker) => needName(blocker, vocabulary))) };

/** The needs that a plan closes without an entry of their own. @param found the findings before it, by id */
export const coveredNeeds = (
  plan: Plan,
  found: ReadonlyMap<string, Finding>,
  entries: ReadonlyArray<Pick<ToldEntry, 'entry'>>,
  vocabulary: Vocabulary & { readonly schema: OrgSchema },
): CoveredNeed[] => {
  const given = new Map(entries.map(({ entry }) => [entryId(entry), entry]));
  const plannedFor = new Map<string, Entry[]>();
  for (const { entry, neededBy } of plan.adds)
    for (const id of neededBy) plannedFor.set(id, [...(plannedFor.get(id) ?? []), entry]);
  const licenses = new Set(
    plan.users.flatMap((user) => user.licenses.map((name) => licenseId({ kind: 'license', name }))),
  );
  return [...plan.closes, ...plan.mayClose].flatMap((id): CoveredNeed[] => {
    const finding = found.get(id);
    if (!finding || given.has(id) || licenses.has(id) || isToldElsewhere(finding)) return [];
    const planned = plannedFor.get(id) ?? [];
    const held = (finding.remedy?.entries ?? []).flatMap((entry) => given.get(entryId(entry)) ?? []);
    const own = unique([...planned, ...held].map((entry) => needName(entry, vocabulary)));
    const name = needName(finding.need, vocabulary);
    if (own.includes(name)) return [];
    const by = own.length > 0 ? ({ covering: 'comesWith', covers: own } as const) : coveredByOther(finding, vocabulary);
    return by.covers.length === 0 ? [] : [{ ...askedOf(finding), name, ...by }];
  });
};

/** What covers needs, in one sentence for all that are covered alike. */
export const coveringSentence = (
  { covering, covers }: Pick<CoveredNeed, 'covering' | 'covers'>,
  names: readonly string[],
  words: Words,
): string => words(`plan.covered.${covering}`, [names.join(', '), covers.join(', ')]);

/** The same needs, those together that are covered alike. */
export const coveredAlike = (covered: readonly CoveredNeed[]): CoveredNeed[][] =>
  groupBy(covered, ({ covering, covers }) => JSON.stringify([covering, covers]));

/** What no definition asks for: every check looks at it. */
const isOurs = ({ kind }: Finding): boolean => kind === 'user' || kind === 'requiredFields';

/** What stands for itself in the report of a check, though nothing is to be done about it. */
const isToldAlone = ({ forbid, kind, status }: Finding): boolean => forbid || kind === 'automation' || status !== 'met';

/** What is asked for and is no matter of this plan: what must not be held and is not, automation, and what is there already. */
export const besidesOf = (
  { closes, mayClose, manual, leftOut }: Plan,
  found: ReadonlyMap<string, Finding>,
): { readonly alone: readonly Finding[]; readonly there: readonly Finding[] } => {
  const told = new Set([...closes, ...mayClose, ...[...manual, ...leftOut].map(({ id }) => id)]);
  const rest = [...found.values()].filter(
    (finding) => !told.has(finding.id) && !isOurs(finding) && !isToldElsewhere(finding),
  );
  return { alone: rest.filter(isToldAlone), there: rest.filter((finding) => !isToldAlone(finding)) };
};
