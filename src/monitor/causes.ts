/** News of many orgs, put together by what seems to be one cause: pure. */
import type { ToldLook } from './round.js';
import { whatHurtsFirst } from './news.js';
import type { AuditEntry, News, NewsKind, NobodyNamed } from './news.js';

/** Where it happened. */
export type Place = Pick<ToldLook, 'org' | 'user' | 'since'> & {
  /** Who did it, in the words of this org. */
  readonly by: readonly AuditEntry[];
};

/** The same needs of the same integration, with the same news, by the same kinds of changes. */
export type Cause = {
  readonly news: NewsKind;
  readonly forbid: boolean;
  readonly integration: string;
  /** Of one place; they are called the same everywhere, but for the language of the org. */
  readonly needs: readonly News[];
  /** SetupAuditTrail.Action of what explains it, sorted. */
  readonly actions: readonly string[];
  readonly nobody: NobodyNamed | null;
  readonly places: readonly Place[];
};

const entryKey = ({ when, who, text }: AuditEntry): string => [when, who, text].join('\n');

/** Entries of several losses, each once, the latest first. */
const entriesOf = (needs: readonly News[]): AuditEntry[] =>
  [...new Map(needs.flatMap(({ by = [] }) => by).map((one) => [entryKey(one), one])).values()].sort((a, b) =>
    a.when < b.when ? 1 : a.when > b.when ? -1 : 0,
  );

/** What has the same cause, as far as anybody can tell. */
export type OfOneCause = { readonly needs: readonly News[]; readonly by: readonly AuditEntry[] };

/**
 * News of one look by cause: of the same kind, and explained by an entry that they share, however many others explain one of
 * them besides. What no entry explains stands together by why that is so.
 */
export const byCause = (news: readonly News[]): OfOneCause[] => {
  const groups: Array<{ readonly key: string; needs: News[]; entries: Set<string> }> = [];
  for (const one of news) {
    const entries = (one.by ?? []).map(entryKey);
    const key = JSON.stringify([one.news, one.forbid ?? false, entries.length === 0 ? (one.nobody ?? null) : 'by']);
    const same = groups.filter(
      (group) => group.key === key && (entries.length === 0 || entries.some((entry) => group.entries.has(entry))),
    );
    const [first, ...others] = same;
    if (first === undefined) {
      groups.push({ key, needs: [one], entries: new Set(entries) });
      continue;
    }
    // It may be what joins groups that had nothing in common before.
    for (const other of others) groups.splice(groups.indexOf(other), 1);
    first.needs = [...[first, ...others].flatMap(({ needs }) => needs), one];
    first.entries = new Set([...[first, ...others].flatMap((group) => [...group.entries]), ...entries]);
  }
  return groups.map(({ needs }) => ({ needs, by: entriesOf(needs) }));
};

/** The news of one look, by cause. */
const causesOfLook = (look: ToldLook): Cause[] =>
  byCause(look.news).flatMap(({ needs, by }) => {
    const [first] = needs;
    if (first === undefined) return [];
    return [
      {
        ...{ news: first.news, forbid: first.forbid ?? false, integration: look.integration, needs },
        ...{ actions: [...new Set(by.map(({ action }) => action))].sort(), nobody: first.nobody ?? null },
        places: [{ org: look.org, user: look.user, since: look.since, by }],
      },
    ];
  });

const sameCause = ({ news, forbid, integration, needs, actions, nobody }: Cause): string =>
  JSON.stringify([news, forbid, integration, needs.map(({ id }) => id.toLowerCase()).sort(), actions, nobody]);

/** The causes: what hurts most first, and of that what happened in most orgs. */
export const causesOf = (looks: readonly ToldLook[]): Cause[] => {
  const groups = new Map<string, Cause[]>();
  for (const one of looks.flatMap(causesOfLook)) {
    const key = sameCause(one);
    const same = groups.get(key);
    if (same) same.push(one);
    else groups.set(key, [one]);
  }
  const rank = ({ news }: Cause): number => whatHurtsFirst.indexOf(news);
  return [...groups]
    .flatMap(([key, [first, ...others]]): Array<[string, Cause]> => {
      if (first === undefined) return [];
      return [[key, { ...first, places: [first, ...others].flatMap(({ places }) => places) }]];
    })
    .sort(
      ([a, one], [b, other]) =>
        rank(one) - rank(other) || other.places.length - one.places.length || (a < b ? -1 : a > b ? 1 : 0),
    )
    .map(([, one]) => one);
};
