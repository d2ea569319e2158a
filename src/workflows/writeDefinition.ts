/** The files of generated definitions: of what an org holds, extending another one, of a vendor's page, of answers. */
import { basename, extname } from 'node:path';
import type { Connection } from '@salesforce/core';
import { requirementsOfText } from '../definition/definitionOfText.js';
import type { FoundHoldings } from '../generate/generatedDefinition.js';
import { createOrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { Refusal } from '../refusal.js';
import { definitionTarget, referenceFrom, writeDefinitionFile } from '../files/definitionFile.js';
import { loadDefinition } from '../files/loadDefinition.js';
import { readTextFile } from '../files/readTextFile.js';
import type { OrgIdentity } from '../access/snapshot.js';
import { parseReference } from '../definition/definitionReference.js';
import type { Definition } from '../definition/extendDefinition.js';
import { guidedGroups } from '../generate/guidedAnswers.js';
import type { GuidedAnswers } from '../generate/guidedAnswers.js';
import { builtInVocabulary } from '../generate/pageVocabulary.js';
import { readVendorPage } from '../generate/vendorPage.js';
import type { PageGap } from '../generate/vendorPage.js';
import { readPageVocabulary } from '../org/read/pageVocabulary.js';
import { extensionDraft } from '../report/generate/extensionDraft.js';
import { pageDraft } from '../report/generate/pageDraft.js';
import type { DefinitionTarget, TargetWanted } from '../files/definitionFile.js';
import { definitionIdFor } from '../generate/definitionId.js';
import { definitionLabelFor } from '../generate/definitionLabel.js';
import { definitionYaml } from '../report/generate/definitionYaml.js';
import type { GeneratedFile } from '../report/generate/generateReport.js';
import { draftOf } from '../report/generate/sourceComments.js';
import type { Texts } from '../report/texts.js';
import type { Words } from '../report/words.js';

const bundle = 'integration.generate.definition';

/** What people said of the file. */
export type WriteWanted = TargetWanted & {
  readonly label: string | null;
  readonly dryRun: boolean;
  readonly pluginVersion: string;
};

/** Refuses a file or an id that cannot be, before anything is read. @throws Refusal */
export const acceptTarget = (wanted: TargetWanted): void => {
  definitionTarget(wanted, definitionIdFor(''));
};

/** Bytes of the largest definition file that is read. */
const maxBytes = 1_000_000;

/** Holds a text against all that a definition must be, and writes it unless it is only to be shown. @throws Refusal */
const written = async (
  text: string,
  { id, path }: DefinitionTarget,
  label: string,
  { dryRun, pluginVersion }: Pick<WriteWanted, 'dryRun' | 'pluginVersion'>,
  name: string,
  base: Definition | null = null,
): Promise<GeneratedFile> => {
  if (Buffer.byteLength(text) > maxBytes) throw new Refusal(bundle, 'TooLarge', [name]);
  requirementsOfText(text, { file: `${id}.yml`, pluginVersion }, base);
  return dryRun
    ? { id, label, text, file: null, written: false }
    : { id, label, text, file: path, written: await writeDefinitionFile(path, text) };
};

/**
 * Writes what was found into its file, unless it is only to be shown. What is written has been read as a definition before.
 * @throws Refusal for a file that is there already or cannot be written; DefinitionMistake for a label that cannot be one
 */
export const writeGenerated = async (
  found: FoundHoldings,
  { label: wantedLabel, dryRun, pluginVersion, ...wanted }: WriteWanted,
  words: Words,
  texts: Texts,
): Promise<GeneratedFile> => {
  const { source } = found;
  const { id, path } = definitionTarget(wanted, definitionIdFor(source.name));
  const label = wantedLabel ?? definitionLabelFor(source.label, id);
  const text = definitionYaml(draftOf(found, { id, label }, words, texts));
  return written(text, { id, path }, label, { dryRun, pluginVersion }, source.name);
};

/** A definition that extends another one, and how much it inherits. */
export type Extension = {
  readonly file: GeneratedFile;
  readonly base: { readonly id: string; readonly label: string };
  /** Ids of what it inherits. */
  readonly inherited: readonly string[];
};

/**
 * Writes a definition that extends another one, with what can be filled in as comments.
 * @param reference an id, `id@variant`, or a path
 * @throws DefinitionMistake for what it extends; Refusal for the file
 */
export const extendInto = async (
  reference: string,
  { label: wantedLabel, dryRun, pluginVersion, ...wanted }: WriteWanted,
  words: Words,
): Promise<Extension> => {
  const base = await loadDefinition(reference);
  const target = definitionTarget(wanted, definitionIdFor(`${base.id} own`));
  const label = wantedLabel ?? base.label;
  const { type, ...named } = parseReference(reference);
  const from = type === 'path' && 'path' in named ? referenceFrom(target.path, named.path) : base.id;
  const { requestedVariant: variant, requestedFeatures: features } = base;
  const draft = extensionDraft(base, { reference: from, variant, features, id: target.id, label }, words);
  const text = definitionYaml(draft);
  return {
    file: await written(text, target, label, { dryRun, pluginVersion }, base.id, base),
    base: { id: base.id, label: base.label },
    inherited: requirementsOfText(text, { file: `${target.id}.yml`, pluginVersion }, base).map(({ id }) => id),
  };
};

/** A definition that is made of a vendor's page. */
export type FromPage = {
  readonly file: GeneratedFile;
  readonly path: string;
  readonly requirements: readonly string[];
  readonly gaps: readonly PageGap[];
  /** Lines, or sentences of them, that are neither a need nor a gap. */
  readonly others: number;
  readonly org: OrgIdentity | null;
  readonly apiCalls: number;
};

/** Bytes of the largest page that is read. */
const maxPageBytes = 1_000_000;

/** Lines of the longest page that is read: a real one has hundreds, and each is held against all that is known. */
const mostPageLines = 10_000;

/**
 * Writes a definition of what a vendor's page names.
 * @param connect to an org whose labels are known as well; null for those that are known without one
 * @throws OrgFailure; Refusal where the page cannot be read or names nothing, or for the file
 */
export const writeFromPage = async (
  path: string,
  { label: wantedLabel, dryRun, pluginVersion, ...wanted }: WriteWanted,
  words: Words,
  { connect, ...options }: ClientOptions & { readonly connect: (() => Promise<Connection>) | null },
): Promise<FromPage> => {
  const name = basename(path, extname(path));
  const target = definitionTarget(wanted, definitionIdFor(name));
  const label = wantedLabel ?? definitionLabelFor(name, target.id);
  const page = await readTextFile(path, maxPageBytes);
  if (page.split(/\r\n?|\n/).length > mostPageLines)
    throw new Refusal(bundle, 'TooManyLines', [path, String(mostPageLines)]);
  const client = connect === null ? null : createOrgClient(await connect(), options);
  const read = readVendorPage(page, client === null ? builtInVocabulary : await readPageVocabulary(client, page));
  if (read.needs.length === 0) throw new Refusal(bundle, 'NothingUnderstood', [path]);
  const text = definitionYaml(pageDraft(read, { id: target.id, label, file: basename(path) }, words));
  return {
    file: await written(text, target, label, { dryRun, pluginVersion }, path),
    path,
    requirements: requirementsOfText(text, { file: `${target.id}.yml`, pluginVersion }).map(({ id }) => id),
    gaps: read.gaps,
    others: read.others.length,
    org: client && {
      id: client.orgId,
      username: client.username,
      instanceUrl: client.instanceUrl,
      apiVersion: client.apiVersion,
      name: null,
      type: null,
    },
    apiCalls: client?.cost().apiCalls ?? 0,
  };
};

/**
 * Writes a definition of what people answered.
 * @throws Refusal where they named nothing, or for the file
 */
export const writeAnswers = async (
  answers: GuidedAnswers,
  { id, label, ...wanted }: WriteWanted & { readonly id: string; readonly label: string },
  words: Words,
): Promise<{ readonly file: GeneratedFile; readonly requirements: readonly string[] }> => {
  const target = definitionTarget({ id, ...wanted }, id);
  const groups = guidedGroups(answers, (kind) => words(`comment.group.${kind}`));
  if (groups.length === 0) throw new Refusal(bundle, 'NothingNamed');
  const above = [words('comment.madeFrom.Answers'), words('comment.addBecause')];
  const text = definitionYaml({
    id,
    label,
    description: null,
    extends: null,
    variant: null,
    features: [],
    above,
    groups,
    below: [],
  });
  return {
    file: await written(text, target, label, wanted, label),
    requirements: requirementsOfText(text, { file: `${id}.yml`, pluginVersion: wanted.pluginVersion }).map(
      (requirement) => requirement.id,
    ),
  };
};
