/** What a sentence asks for by the names of user permissions, of APIs and of licenses. */
import { forbiddenIn } from '../pageSentences.js';
import { setLicensesIn } from '../pageLicenses.js';
import { userLicensesIn } from '../pageUserLicenses.js';
import { apisIn } from './apisIn.js';
import type { PageNeed, Understood } from './pageNeed.js';
import type { SentenceParts } from './sentenceParts.js';
import { permissionsIn } from './sentenceReader.js';

/** What stands between the names in a list of permissions. */
const betweenNames = /\b(?:and|or|nor|any|either|of|the|permissions?)\b|[\s,/&"“”]/gi;

/** User permissions that the user must not have; undefined where the sentence forbids nothing. */
export const forbiddenNeeds = ({ text, beside, reader }: SentenceParts): Understood | undefined => {
  const list = forbiddenIn(text);
  if (list === undefined) return undefined;
  const { names, rest } = permissionsIn(list, reader);
  const isAll = names.length > 0 && rest.replace(betweenNames, '') === '';
  return {
    needs: isAll ? [{ ...beside, level: 'required', kind: 'userPermission', names, forbid: true }] : [],
    named: [],
  };
};

/** The user permissions and the APIs that a sentence names. */
export const permissionNeeds = ({ permissions, rest, beside }: SentenceParts): PageNeed[] => {
  const called = apisIn(rest);
  return [
    ...(permissions.length > 0 ? [{ ...beside, kind: 'userPermission', names: permissions } as const] : []),
    ...(called.length > 0 ? [{ ...beside, kind: 'api', apis: called } as const] : []),
  ];
};

/** The license of the user in a sentence that asks for one, with permission set licenses behind it; undefined where it does not. */
export const userLicenseNeeds = ({ rest, beside, reader }: SentenceParts): Understood | undefined => {
  const licenses = userLicensesIn(rest);
  if (licenses === undefined) return undefined;
  const { names, tail } = licenses;
  const own = { ...beside, kind: 'userLicense', names } as const;
  if (tail === undefined) return { needs: [own], named: [] };
  const { known = [], unknown = [tail] } = setLicensesIn(tail, reader.vocabulary) ?? {};
  const further = { ...beside, kind: 'permissionSetLicense', names: known } as const;
  return { needs: known.length > 0 ? [own, further] : [own], named: [], unused: unknown };
};

/** Permission set licenses of a sentence that assigns some; undefined where it does not. */
export const licenseNeeds = ({ rest, beside, reader }: SentenceParts): Understood | undefined => {
  const licenses = setLicensesIn(rest, reader.vocabulary);
  if (licenses === undefined) return undefined;
  const { known, unknown } = licenses;
  const license = { ...beside, kind: 'permissionSetLicense', names: known } as const;
  return { needs: known.length > 0 ? [license] : [], named: [], unused: unknown };
};
