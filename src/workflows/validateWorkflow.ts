/** Looks through files of ours: those that are named, or else those of the project; and looks up in an org what they name. */
import type { Connection } from '@salesforce/core';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import type { Mistake } from '../definition/definitionMistake.js';
import { filesNamed, projectFiles } from '../files/projectFiles.js';
import { validateFile } from '../files/validateFile.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { Place } from '../kinds/ruleReader.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import { readListedNames } from '../org/read/readListedNames.js';
import { readNames, usersNotFound } from '../org/read/readNames.js';
import type { ClientOptions } from '../org/transport.js';
import { keyOf, sameName } from '../platform/names.js';
import { Refusal } from '../refusal.js';
import { lookUpRequirements, namesNotFound, soughtNames } from '../validate/namesInOrg.js';
import type { NameResult } from '../validate/namesInOrg.js';
import type { FileKind } from '../validate/fileKind.js';
import { likelyMisspelt } from '../validate/likelyMisspelt.js';
import { readOnlyAsked } from '../validate/readOnlyAsked.js';
import { atTheirFiles } from '../validate/validation.js';
import type { FileNames, ValidatedFile } from '../validate/validation.js';

export type ValidateInput = {
  /** None: the files of the project in which the working directory lies. */
  readonly files: readonly string[];
  /** The org in which names are looked up; left out where none is. */
  readonly org?: ClientOptions & {
    readonly connect: () => Promise<Connection>;
    /** Every name by which a file can mean it: users that are named for another one are not looked up. */
    readonly names: readonly string[];
  };
};

const mistakeOf = ({ what, name, result }: NameResult, org: string): Mistake => {
  if (result.found === 'no') return { code: 'NotInOrg', what, name, org, nearest: result.nearest };
  if (result.found === 'unfit') return { code: 'UnfitInOrg', what, name, org, why: result.why };
  const { part = '', detail = '' } = result.gap ?? {};
  return { code: 'NotLookedUp', what, name, reason: [part, detail].filter((word) => word !== '').join(': ') };
};

/** In the order of the file. */
const inOrder = (a: Place | null, b: Place | null): number =>
  (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0);

/** The file with what the org does not have; what a file names that is not looked through is told of the file that extends it. */
const withResults = (
  file: ValidatedFile,
  results: readonly NameResult[],
  known: ReadonlySet<string>,
  org: string,
): ValidatedFile => {
  const placed = (found: readonly string[]): DefinitionMistake[] =>
    results
      .filter(({ result }) => found.includes(result.found))
      .flatMap((one) => {
        const places: readonly Place[] = one.places.length === 0 ? [{ file: file.file }] : one.places;
        return places.map(
          (place) => new DefinitionMistake(mistakeOf(one, org), known.has(place.file) ? place : { file: file.file }),
        );
      })
      .sort((a, b) => inOrder(a.place, b.place));
  return {
    ...file,
    mistakes: [...file.mistakes, ...placed(['no', 'unfit'])],
    unknown: [...file.unknown, ...placed(['unknown'])],
  };
};

/** Kinds of needs whose names an org has few of. */
const listedKinds: ReadonlySet<string> = new Set(['profile', 'userLicense', 'permissionSetLicense', 'package']);

/** @throws OrgFailure */
const lookUpIn = async (
  client: OrgClient,
  files: readonly ValidatedFile[],
  orgNames: readonly string[],
  now: number,
): Promise<readonly ValidatedFile[]> => {
  const sought = new Map(files.map((file) => [file, soughtNames(file.names?.requirements ?? [])]));
  const requirements = [...sought.values()].flatMap(lookUpRequirements);
  const usersOf = ({ names }: ValidatedFile): FileNames['users'] =>
    (names?.users ?? []).filter(({ org }) => org === null || orgNames.some((name) => sameName(name, org)));
  const users = [...new Set(files.flatMap((file) => usersOf(file).map(({ username }) => username)))];
  const scope = {
    ...readingScopeOf(requirements),
    licensedObjects: false,
    namespaces: [],
    userFlags: [],
    logins: false,
  };
  const wantsListed = requirements.some(({ need }) => listedKinds.has(need.kind));
  const [read, listedNames, missing] = await Promise.all([
    requirements.length === 0 ? null : readNames(client, scope, now),
    wantsListed
      ? readListedNames(
          client,
          requirements.some(({ need }) => need.kind === 'package'),
        )
      : null,
    usersNotFound(client, users),
  ]);
  const schema = read && (listedNames ? { ...read, listedNames } : read);
  const meant = new Map(missing.map(({ username, meant: near }) => [keyOf(username), near]));
  const known = new Set(files.map(({ file }) => file));
  return files.map((file) => {
    const ofUsers = usersOf(file).flatMap(({ username, place }): NameResult[] => {
      const near = meant.get(keyOf(username));
      const result = { found: 'no', nearest: near ?? [] } as const;
      return near === undefined ? [] : [{ what: 'user', name: username, places: [place], result }];
    });
    const ofSchema =
      schema === null ? [] : namesNotFound(sought.get(file) ?? { names: [], forbidden: [], choices: [] }, schema);
    return withResults(file, [...ofSchema, ...ofUsers], known, client.username);
  });
};

/** Where no org is asked: the file with the names in it that look like standard ones misspelt, and the fields that nobody can edit. */
const withWarnings = (file: ValidatedFile, known: ReadonlySet<string>): ValidatedFile => {
  const requirements = file.names?.requirements ?? [];
  const warn = (mistake: Mistake, places: readonly Place[]): DefinitionMistake[] =>
    // What is inherited from a file that is looked through is told there.
    (places.length === 0 ? [{ file: file.file }] : places)
      .filter((place) => place.file === file.file || !known.has(place.file))
      .map((place) => new DefinitionMistake(mistake, known.has(place.file) ? place : { file: file.file }));
  const warnings = [
    ...likelyMisspelt(requirements).flatMap(({ what, name, nearest, places }) =>
      warn({ code: 'LooksMisspelt', what, name, nearest: [nearest] }, places),
    ),
    ...readOnlyAsked(requirements).flatMap(({ name, places }) => warn({ code: 'NobodyEdits', name }, places)),
  ].sort((a, b) => inOrder(a.place, b.place));
  const each = new Map(warnings.map((one) => [JSON.stringify([one.place, one.mistake]), one]));
  return each.size === 0 ? file : { ...file, warnings: [...each.values()] };
};

/** Files of these kinds name things of an org. */
const lookedUp: ReadonlySet<FileKind> = new Set<FileKind>(['definition', 'projectFile', 'waivers']);

/**
 * Everything that is wrong with these files.
 * @throws Refusal NOTHING_TO_VALIDATE; OrgFailure where the org cannot be asked
 */
export const validate = async ({ files: named, org }: ValidateInput): Promise<readonly ValidatedFile[]> => {
  const cwd = process.cwd();
  const paths = named.length > 0 ? await filesNamed(named) : await projectFiles(cwd);
  if (paths.length === 0) throw new Refusal('failure', 'NOTHING_TO_VALIDATE', [cwd]);
  const files = await Promise.all(paths.map(validateFile));
  // Before its mistakes are mended nobody knows what a file names.
  const told = files.map((file) =>
    org && file.kind && lookedUp.has(file.kind) && file.mistakes.length > 0 ? { ...file, notLookedUp: true } : file,
  );
  const asksOrg = files.some(({ names }) => names !== null && names.requirements.length + names.users.length > 0);
  if (!org) {
    const known = new Set(files.map(({ file }) => file));
    return atTheirFiles(told.map((file) => withWarnings(file, known)));
  }
  if (!asksOrg) return atTheirFiles(told);
  const client = createOrgClient(await org.connect(), org);
  return atTheirFiles(await lookUpIn(client, told, org.names, Date.now()));
};
