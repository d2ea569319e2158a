/** Looks through one file of ours: which it is, and everything that is wrong with it. */
import { dirname } from 'node:path';
import { z } from 'zod';
import { DefinitionMistake } from '../definition/definitionMistake.js';
import { expandDefinition } from '../definition/expandDefinition.js';
import { mergeRequirements } from '../definition/mergeRequirements.js';
import { savedPlanSchema } from '../grant/savedPlan.js';
import { savedSetupSchema } from '../setup/savedSetup.js';
import { setupReceiptSchema } from '../setup/setupReceipt.js';
import { isEditedSetup } from './setupPlanFile.js';
import { receiptSchema } from '../grant/receipt.js';
import { historyReceiptSchema } from '../history/historyReceipt.js';
import { parseProject } from '../project/parseProject.js';
import { Refusal } from '../refusal.js';
import { fileKindOf, isJson } from '../validate/fileKind.js';
import type { FileKind } from '../validate/fileKind.js';
import { mostMistakes } from '../validate/mostMistakes.js';
import type { FileContent, FileMistake, FileNames, ValidatedFile } from '../validate/validation.js';
import { brokenJson, checkWritten } from '../validate/writtenFile.js';
import { parseWaivers } from '../waivers/parseWaivers.js';
import { whereJsonEnds } from './jsonFile.js';
import { checkProjectFiles } from './checkProjectFiles.js';
import { loadDefinition } from './loadDefinition.js';
import { isEdited } from './planFile.js';
import { readTextFile } from './readTextFile.js';
import { maxSnapshotBytes, readSnapshot, snapshotFileSchema } from './snapshotFile.js';

/** What people write is small; snapshots, which commands write, are not. */
const maxYamlBytes = 1_000_000;

type Text = { readonly file: string; readonly text: string };

/** What a sound file holds. */
type Sound = { readonly content: FileContent; readonly names?: FileNames };

/** How a file of one kind is looked through. @throws DefinitionMistake, Refusal */
type Reader = (input: Text) => Promise<Sound> | Sound;

/** @throws DefinitionMistake */
const jsonIn = ({ file, text }: Text): { readonly file: string; readonly text: string; readonly value: unknown } => {
  try {
    return { file, text, value: JSON.parse(text) };
  } catch {
    throw brokenJson(file, whereJsonEnds(text));
  }
};

/** The word by which a plan or receipt says whose it is; undefined where it bears none, as those of a grant. */
const kindWord = (value: unknown): unknown => z.looseObject({ kind: z.unknown() }).safeParse(value).data?.kind;

const readers: Readonly<Record<FileKind, Reader>> = {
  definition: async ({ file }) => {
    const definition = await loadDefinition(file, { mostMistakes });
    const { requirements } = expandDefinition(definition, { authentication: 'oauth' });
    const { id, rules, variants, features } = definition;
    const atoms = [...rules, ...[...variants, ...features].flatMap((part) => part.rules)];
    return {
      content: { kind: 'definition', id, needs: requirements.length, variants: variants.length },
      names: { requirements: mergeRequirements(atoms.map(({ requirement }) => requirement)), users: [] },
    };
  },
  projectFile: async ({ file, text }) => {
    const project = parseProject(text, file, mostMistakes);
    await checkProjectFiles(project, dirname(file));
    const users = project.integrations
      .flatMap(({ named }) => named)
      .flatMap(({ key, value, org, place }) => (key === 'users' ? [{ username: value, org, place }] : []));
    return {
      content: { kind: 'projectFile', integrations: project.integrations.length },
      names: { requirements: [], users },
    };
  },
  waivers: ({ file, text }) => {
    const waivers = parseWaivers(text, file, mostMistakes);
    const users = waivers.flatMap(({ user, org, userPlace }) =>
      user === null ? [] : [{ username: user, org, place: userPlace }],
    );
    const withoutReason = waivers.filter(({ reason }) => reason === '').length;
    return { content: { kind: 'waivers', waivers: waivers.length, withoutReason }, names: { requirements: [], users } };
  },
  plan: (input) => {
    const json = jsonIn(input);
    if (kindWord(json.value) === 'setup') {
      checkWritten(json, 'plan', savedSetupSchema);
      const setup = savedSetupSchema.parse(json.value);
      if (isEditedSetup(setup)) throw new DefinitionMistake({ code: 'EditedPlan' }, { file: input.file });
      const users = setup.grants.flatMap((grant) => grant.users).length;
      const integration = setup.grants.map((grant) => grant.integration).join(', ');
      return { content: { kind: 'plan', integration, users } };
    }
    checkWritten(json, 'plan', savedPlanSchema);
    const plan = savedPlanSchema.parse(json.value);
    if (isEdited(plan)) throw new DefinitionMistake({ code: 'EditedPlan' }, { file: input.file });
    return { content: { kind: 'plan', integration: plan.integration, users: plan.users.length } };
  },
  receipt: (input) => {
    const json = jsonIn(input);
    const word = kindWord(json.value);
    const schema = word === undefined ? receiptSchema : word === 'setup' ? setupReceiptSchema : historyReceiptSchema;
    checkWritten(json, 'receipt', schema);
    const { startedAt } = z.object({ startedAt: z.string() }).parse(json.value);
    return { content: { kind: 'receipt', startedAt } };
  },
  snapshot: async (input) => {
    const json = jsonIn(input);
    checkWritten(json, 'snapshot', snapshotFileSchema);
    await readSnapshot(input.file);
    return { content: { kind: 'snapshot', pluginVersion: snapshotFileSchema.parse(json.value).pluginVersion } };
  },
};

/** @throws what is no mistake of the file */
const mistakesOf = (error: unknown): readonly FileMistake[] => {
  if (error instanceof DefinitionMistake) return [error, ...error.others];
  if (error instanceof Refusal) return [error];
  throw error;
};

/**
 * Looks through one file. What is wrong with it is returned and never thrown.
 * @param file as people know it, relative to the working directory
 */
export const validateFile = async (file: string): Promise<ValidatedFile> => {
  let kind: FileKind | null = null;
  try {
    const text = await readTextFile(file, /\.ya?ml$/i.test(file) ? maxYamlBytes : maxSnapshotBytes);
    kind = fileKindOf(file, text);
    if (kind === null) {
      if (isJson(file, text)) jsonIn({ file, text });
      throw new DefinitionMistake({ code: 'NotOurFile', path: file }, { file });
    }
    const { content, names = null } = await readers[kind]({ file, text });
    return { file, kind, content, mistakes: [], unknown: [], names };
  } catch (error) {
    return { file, kind, content: null, mistakes: mistakesOf(error), unknown: [], names: null };
  }
};
