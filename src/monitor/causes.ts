/** News of many orgs, put together by what seems to be one cause: pure. */
import type { ToldLook } from './round.js';
import { whatHurtsFirst } from './news.js';
import type { News, NewsKind, NobodyNamed } from './news.js';

/** Where it happened. */
export type Place = Pick<ToldLook, 'org' | 'user' | 'since'> & {
  /** Who did it, in the words of this org. */
  readonly by: NonNullable<News['by']>;
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

const actionsOf = ({ by = [] }: News): string[] => [...new Set(by.map(({ action }) => action))].sort();

const keyOfNews = (news: News): string =>
  JSON.stringify([news.news, news.forbid ?? false, actionsOf(news), news.nobody]);

/** The news of one look, by cause. */
const causesOfLook = (look: ToldLook): Cause[] => {
  const groups = new Map<string, News[]>();
  for (const news of look.news) {
    const key = keyOfNews(news);
    groups.set(key, [...(groups.get(key) ?? []), news]);
  }
  return [...groups.values()].flatMap((needs) => {
    const [first] = needs;
    if (first === undefined) return [];
    const by = needs.flatMap((one) => one.by ?? []);
    const keyOf = ({ when, who, text }: (typeof by)[number]): string => [when, who, text].join('\n');
    return [
      {
        ...{ news: first.news, forbid: first.forbid ?? false, integration: look.integration, needs },
        ...{ actions: actionsOf(first), nobody: first.nobody ?? null },
        places: [
          {
            ...{ org: look.org, user: look.user, since: look.since },
            by: [...new Map(by.map((one) => [keyOf(one), one])).values()],
          },
        ],
      },
    ];
  });
};

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
