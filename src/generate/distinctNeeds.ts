/** What several lines of a vendor's page ask for, once. */
import { compareKeys, keyOf } from '../platform/names.js';
import type { PageNeed } from './sentence/pageNeed.js';

const permissionId = (name: string, forbid?: true): string => `${forbid ? 'not:' : ''}userPermission:${name}`;

/** Any of them will do: another list asks for something else. */
const userLicenseId = (names: readonly string[]): string => `userLicense:${[...names].sort(compareKeys).join('|')}`;

/** The ids of what a need asks for, as far as another line may ask for the same. */
const subjectsOf = (need: PageNeed): string[] => {
  switch (need.kind) {
    case 'userPermission':
      return need.names.map((name) => permissionId(name, need.forbid));
    case 'api':
      return need.apis.map((api) => `api:${api}`);
    case 'object':
      return need.sobjects.flatMap((sobject) => need.access.map((access) => `object:${sobject}:${access}`));
    case 'field':
      return need.names.map((name) => `field:${name}:${need.access}`);
    case 'permissionSetLicense':
      return need.names.map((name) => `permissionSetLicense:${name}`);
    case 'userLicense':
      return [userLicenseId(need.names)];
    case 'historyTracking':
      return need.fields.length === 0
        ? [`historyTracking:${need.sobject}`]
        : need.fields.map((field) => `historyTracking:${need.sobject}.${field}`);
  }
};

/** The need without what is asked for already, by keys of ids; undefined where nothing is left. */
const without = (need: PageNeed, isSeen: (key: string) => boolean): PageNeed | undefined => {
  const isNew = (id: string): boolean => !isSeen(keyOf(id));
  switch (need.kind) {
    case 'userPermission': {
      const names = need.names.filter((name) => isNew(permissionId(name, need.forbid)));
      return names.length === 0 ? undefined : { ...need, names };
    }
    case 'api': {
      const left = need.apis.filter((api) => isNew(`api:${api}`));
      return left.length === 0 ? undefined : { ...need, apis: left };
    }
    case 'object': {
      const sobjects = need.sobjects.filter((one) => need.access.some((word) => isNew(`object:${one}:${word}`)));
      return sobjects.length === 0 ? undefined : { ...need, sobjects };
    }
    case 'field': {
      const names = need.names.filter((name) => isNew(`field:${name}:${need.access}`));
      return names.length === 0 ? undefined : { ...need, names };
    }
    case 'permissionSetLicense': {
      const names = need.names.filter((name) => isNew(`permissionSetLicense:${name}`));
      return names.length === 0 ? undefined : { ...need, names };
    }
    case 'userLicense':
      return isNew(userLicenseId(need.names)) ? need : undefined;
    case 'historyTracking': {
      if (need.fields.length === 0) return isNew(`historyTracking:${need.sobject}`) ? need : undefined;
      const fields = need.fields.filter((field) => isNew(`historyTracking:${need.sobject}.${field}`));
      return fields.length === 0 ? undefined : { ...need, fields };
    }
  }
};

/** A need with the further lines that ask for the same. */
export type DistinctNeed = { readonly need: PageNeed; readonly again: readonly number[] };

/**
 * The needs without those that an earlier line asks for as strictly: the number of such a line goes to that earlier need, so that
 * every line of the page stands somewhere.
 */
export const distinctNeeds = (needs: readonly PageNeed[]): DistinctNeed[] => {
  const seen = { required: new Map<string, number>(), optional: new Map<string, number>() };
  const found: { need: PageNeed; again: number[] }[] = [];
  for (const need of needs) {
    const { line, level, onlyWithPassword } = need;
    const earlier = (key: string): number | undefined =>
      seen.required.get(key) ?? (level === 'optional' ? seen.optional.get(key) : undefined);
    const left = without(need, (key) => earlier(key) !== undefined);
    for (const at of new Set(subjectsOf(need).flatMap((id) => earlier(keyOf(id)) ?? []))) {
      const { need: first, again } = found[at] ?? {};
      if (first !== undefined && first.line.number !== line.number && again?.includes(line.number) === false)
        again.push(line.number);
    }
    if (left === undefined) continue;
    // What counts for one way of logging in alone does not speak for the other.
    if (!onlyWithPassword) for (const id of subjectsOf(left)) seen[level].set(keyOf(id), found.length);
    found.push({ need: left, again: [] });
  }
  return found;
};
