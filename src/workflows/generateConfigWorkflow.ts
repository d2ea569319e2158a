/** A first project file from what the org and the folder hold. */
import type { Connection } from '@salesforce/core';
import { dirname, join, resolve } from 'node:path';
import { parseReference } from '../definition/definitionReference.js';
import { referenceFrom } from '../files/definitionFile.js';
import { loadAllDefinitions, loadDefinition } from '../files/loadDefinition.js';
import type { LoadedDefinition } from '../files/loadDefinition.js';
import { definitionFilesIn, isThere, writeNewProjectFile } from '../files/newProjectFile.js';
import { createOrgClient } from '../org/orgClient.js';
import { readChoosableUsers } from '../org/read/choosableUsers.js';
import type { ChoosableUser } from '../org/read/choosableUsers.js';
import { readMarkedSets } from '../org/read/markedSets.js';
import type { MarkedSet } from '../org/read/markedSets.js';
import { readOrganization } from '../org/read/organization.js';
import type { ClientOptions } from '../org/transport.js';
import { parseProject } from '../project/parseProject.js';
import { definitionFolder, projectFileName } from '../project/projectFile.js';
import { projectText } from '../project/projectText.js';
import type { FoundIntegration, FoundProject, FoundUser } from '../project/projectText.js';
import { keyOf, sameName } from '../platform/names.js';
import { Refusal } from '../refusal.js';
import { visible } from '../report/visible.js';
import type { Words } from '../report/words.js';
import { usualWaiversFile } from '../waivers/waiver.js';

const bundle = 'integration.generate.config';

export type GenerateConfigInput = ClientOptions & {
  readonly connect: () => Promise<Connection>;
  /** Ids and paths of definitions that were named; undefined where nobody named any. */
  readonly integrations: readonly string[] | undefined;
  /** The file to be written. */
  readonly file: string;
  readonly force: boolean;
  readonly dryRun: boolean;
  /** By which the org is known here: an alias, or else the username. */
  readonly orgName: string;
  readonly words: Words;
  /** Lets a person say which integrations there are, where none was found; undefined where nobody can be asked. */
  readonly chooseIntegration?: () => Promise<string | null>;
  /** The same for the user of an integration; null leaves it open. */
  readonly chooseUser?: (reference: string) => Promise<string | null>;
};

/** What was written, and what people still have to say. */
export type GeneratedConfig = {
  readonly org: Awaited<ReturnType<typeof readOrganization>>;
  readonly text: string;
  readonly found: FoundProject;
  /** Definitions without a user. */
  readonly open: readonly string[];
  /** Integrations that the org has a permission set of, and no definition is known here. */
  readonly unknown: readonly string[];
  readonly written: boolean;
  /** Whether commands in this folder find the file without --config. */
  readonly isFoundByItself: boolean;
};

type Known = {
  /** How the file names it. */
  readonly reference: string;
  readonly definition: LoadedDefinition;
  readonly from: string;
};

/** A definition that somebody named, as the file has to name it: a path starts at the folder of the file. */
const named = async (reference: string, file: string, words: Words): Promise<Known> => {
  const { type, variant, ...rest } = parseReference(reference);
  const definition = await loadDefinition(reference);
  const base = { definition, from: words('from.named') };
  if (type === 'id' || !('path' in rest)) return { ...base, reference };
  const path = referenceFrom(file, rest.path);
  return { ...base, reference: variant === null ? path : `${path}@${variant}` };
};

/** Why somebody looks like an integration user, in words. */
const whyOf = ({ hints }: ChoosableUser, words: Words): string =>
  hints.map((hint) => words(`why.${hint.code}`, hint.code === 'ownSet' ? [hint.permissionSet] : [])).join(', ');

/** The definitions that the file is about, each once: those named, or else those of the folder and those that were granted. */
const definitionsFor = async (
  { integrations, file, words, chooseIntegration }: GenerateConfigInput,
  marked: readonly MarkedSet[],
): Promise<{ readonly known: readonly Known[]; readonly unknown: readonly string[] }> => {
  if (integrations !== undefined) {
    return { known: await Promise.all(integrations.map((one) => named(one, file, words))), unknown: [] };
  }
  const paths = await definitionFilesIn(join(dirname(file), definitionFolder));
  const own = await Promise.all(
    paths.map(async (path): Promise<Known> => {
      const definition = await loadDefinition(path.includes('/') || path.includes('\\') ? path : `./${path}`);
      const from = words('from.file', [visible(path.replaceAll('\\', '/'))]);
      return { reference: definition.id, definition, from };
    }),
  );
  const others = (await loadAllDefinitions()).filter(({ id }) => !own.some((one) => one.definition.id === id));
  const granted = others.flatMap((definition): Known[] => {
    const set = marked.find(({ integration }) => integration === definition.id);
    return set ? [{ reference: definition.id, definition, from: words('from.set', [visible(set.name)]) }] : [];
  });
  const ids = [...own, ...others.map((definition) => ({ definition }))].map(({ definition }) => definition.id);
  const unknown = marked.flatMap(({ integration }) => (ids.includes(integration) ? [] : [integration]));
  const known = [...own, ...granted];
  if (known.length > 0 || !chooseIntegration) return { known, unknown };
  const chosen = await chooseIntegration();
  if (chosen === null) return { known, unknown };
  return { known: [await named(chosen, file, words)], unknown };
};

/** The users of an integration: who has its permission set, or whom a person chooses. */
const usersFor = async (
  { definition }: Known,
  marked: readonly MarkedSet[],
  hinted: readonly ChoosableUser[],
  { words, chooseUser }: GenerateConfigInput,
): Promise<readonly FoundUser[]> => {
  const sets = marked.filter(({ integration }) => integration === definition.id);
  const holders = sets.flatMap(({ name, users }) => users.map((username) => ({ username, set: name })));
  const found = [...new Map(holders.map((one) => [keyOf(one.username), one])).values()].map(({ username, set }) => {
    const hint = hinted.find((user) => sameName(user.username, username));
    const others = hint ? whyOf({ ...hint, hints: hint.hints.filter(({ code }) => code !== 'ownSet') }, words) : '';
    return { username, why: [words('why.ownSet', [visible(set)]), others].filter((text) => text !== '').join(', ') };
  });
  if (found.length > 0 || !chooseUser) return found;
  const chosen = await chooseUser(definition.id);
  return chosen === null ? [] : [{ username: chosen, why: words('why.chosen') }];
};

/**
 * Reads the org and the folder, and writes a first project file.
 * @throws DefinitionMistake, OrgFailure; Refusal where nothing is found, or a file is there and is not to be replaced
 */
export const generateConfig = async (input: GenerateConfigInput): Promise<GeneratedConfig> => {
  const { file, force, dryRun, words, orgName } = input;
  // Before anything is read or asked.
  if (!dryRun && !force && (await isThere(file))) throw new Refusal(bundle, 'FileExists', [file]);
  const client = createOrgClient(await input.connect(), input);
  const [org, marked, choosable] = await Promise.all([
    readOrganization(client),
    readMarkedSets(client),
    readChoosableUsers(client, []),
  ]);
  const hinted = choosable.users.filter(({ hints }) => hints.length > 0);
  const { known, unknown } = await definitionsFor(input, marked);
  if (known.length === 0) throw new Refusal(bundle, 'NothingFound', [orgName]);
  const integrations: FoundIntegration[] = [];
  for (const one of known) {
    const { reference, definition, from } = one;
    const users = await usersFor(one, marked, hinted, input);
    integrations.push({
      ...{ definition: reference, label: visible(definition.label), from, users },
      variants: definition.variants.map(({ name }) => name),
    });
  }
  const taken = integrations.flatMap(({ users }) => users.map(({ username }) => keyOf(username)));
  const waivers = (await isThere(join(dirname(file), usualWaiversFile))) ? usualWaiversFile : null;
  const found: FoundProject = {
    ...{ integrations, waivers, orgs: [orgName] },
    // A username of a sandbox is none of production: it is said for this org alone.
    onlyIn: org.type === 'production' ? null : orgName,
    candidates: hinted
      .filter(({ username }) => !taken.includes(keyOf(username)))
      .map((user) => ({ username: visible(user.username), why: whyOf(user, words) })),
  };
  const text = projectText(found, words);
  // What would not be understood must not be written.
  parseProject(text, file);
  if (!dryRun) await writeNewProjectFile(file, text, force);
  const open = integrations.filter(({ users }) => users.length === 0).map(({ definition }) => definition);
  return {
    org,
    text,
    found,
    open,
    unknown,
    written: !dryRun,
    isFoundByItself: resolve(file) === resolve(projectFileName),
  };
};
