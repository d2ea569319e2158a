import { basename, extname } from 'node:path';
import type { Connection } from '@salesforce/core';
import { evaluate } from '../check/evaluate.js';
import { requirementsOfText } from '../definition/definitionOfText.js';
import { maxRequirements } from '../definition/definitionSchema.js';
import { draftGroups } from '../generate/definitionDraft.js';
import { isDayOver, lastDayOver } from '../generate/usage/logDays.js';
import type { Usage } from '../generate/usage/usage.js';
import { usedEntries } from '../generate/usage/usedEntries.js';
import type { FoundHoldings } from '../generate/generatedDefinition.js';
import { shutOutOf } from '../generate/shutOut.js';
import { distinctEntries, isAbout, isExpressible } from '../generate/heldEntries.js';
import { minimalEntries } from '../generate/minimalEntries.js';
import { provenEntries } from '../generate/provenEntries.js';
import { sourceUser } from '../generate/sourceUser.js';
import type { Entry } from '../access/entry.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { Requirement } from '../kinds/requirement.js';
import { createOrgClient } from '../org/orgClient.js';
import type { OrgClient } from '../org/orgClient.js';
import { readUsage } from '../org/read/eventLogs.js';
import type { ClientOptions } from '../org/transport.js';
import { readAccess } from '../org/read/readAccess.js';
import { readHoldings } from '../org/read/readHoldings.js';
import type { HoldingsWanted } from '../org/read/lookedAt.js';
import { compareKeys } from '../platform/names.js';
import { Refusal } from '../refusal.js';
import { definitionTarget, referenceFrom, writeDefinitionFile } from '../files/definitionFile.js';
import { loadDefinition } from '../files/loadDefinition.js';
import { readTextFile } from '../files/readTextFile.js';
import { isNamedApp } from '../access/setupAccess.js';
import { known, mapReading } from '../access/snapshot.js';
import type { OrgIdentity } from '../access/snapshot.js';
import { parseReference } from '../definition/definitionReference.js';
import type { Definition } from '../definition/extendDefinition.js';
import { guidedGroups } from '../generate/guidedAnswers.js';
import type { GuidedAnswers } from '../generate/guidedAnswers.js';
import { builtInVocabulary } from '../generate/pageVocabulary.js';
import type { PageVocabulary } from '../generate/pageVocabulary.js';
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

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const generateStages = ['holdings', 'proof', 'logs'] as const;

export type GenerateInput = ClientOptions & {
  readonly wanted: HoldingsWanted;
  /** Objects to which the definition is limited; empty: all. User permissions are about none and always count. */
  readonly sobjects: readonly string[];
  /** Of a user: only what was used since this day, as far as event logs tell; null: all of it. */
  readonly usedSince: string | null;
  readonly pluginVersion: string;
  readonly connect: () => Promise<Connection>;
  readonly onStage?: (stage: (typeof generateStages)[number]) => void;
};

const bundle = 'integration.generate.definition';
/** An id that nobody sees: the text is only made to be checked. */
const draftId = 'draft';

/** The requirements of a definition that asks for these entries, by way of its text: the file can be no other. */
const requirementsFor = (entries: readonly Entry[], pluginVersion: string): readonly Requirement[] => {
  const groups = draftGroups(
    entries,
    () => null,
    () => null,
  );
  const text = definitionYaml({
    id: draftId,
    label: draftId,
    description: null,
    extends: null,
    variant: null,
    features: [],
    above: [],
    groups,
    below: [],
  });
  return requirementsOfText(text, { file: `${draftId}.yml`, pluginVersion });
};

/** What the user was seen to use, where that is asked for. @throws OrgFailure */
const usageOf = async (
  client: OrgClient,
  userId: string,
  { usedSince: since, onStage }: GenerateInput,
  now: number,
): Promise<{ readonly since: string; readonly told: Usage } | null> => {
  if (since === null) return null;
  onStage?.('logs');
  return { since, told: await readUsage(client, userId, since, now) };
};

/**
 * Reads what a source of the org holds and makes of it what a definition has to ask for. Everything is held against a check
 * of the source: what that does not find met is left out, so that the source is ready by its own definition.
 * @throws OrgFailure; Refusal where there is no such source or day, or nothing to ask for, or too much
 */
export const generateDefinition = async (input: GenerateInput): Promise<FoundHoldings> => {
  const { wanted, sobjects, pluginVersion, usedSince, onStage } = input;
  const now = Date.now();
  if (usedSince !== null && !isDayOver(usedSince, now))
    throw new Refusal(bundle, 'BadDay', [usedSince, lastDayOver(now)]);
  const client = createOrgClient(await input.connect(), input);
  onStage?.('holdings');
  const holdings = await readHoldings(client, wanted, sobjects, now);
  const { source, beside } = holdings;
  const all = distinctEntries(holdings.entries.filter((entry) => isAbout(entry, sobjects)));
  const held = all.filter(isExpressible);
  if (held.length === 0) throw new Refusal(bundle, 'NothingHeld', [source.name]);
  if (held.length > maxRequirements)
    throw new Refusal(bundle, 'TooMuch', [source.name, String(held.length), String(maxRequirements)]);
  onStage?.('proof');
  const whole = requirementsFor(held, pluginVersion);
  const { snapshot } = await readAccess(
    client,
    readingScopeOf(whole),
    [{ username: wanted.kind === 'user' ? source.name : client.username, unnamed: false }],
    { now, withoutRows: 'NO_VIEW_SETUP' },
  );
  const [inspected] = snapshot.users;
  if (inspected === undefined) throw new Error('a reading without a user');
  const user = wanted.kind === 'user' ? inspected : sourceUser(inspected, holdings.sources);
  const proven = provenEntries(held, evaluate(whole, snapshot, user));
  if (proven.met.length === 0) throw new Refusal(bundle, 'NothingWorks', [source.name]);
  const usage = await usageOf(client, inspected.id, input, now);
  const reduced =
    usage?.told.known === true ? usedEntries(proven.met, usage.told.used) : { kept: proven.met, notShown: [] };
  if (reduced.kept.length === 0) throw new Refusal(bundle, 'NothingUsed', [source.name]);
  const entries = minimalEntries(reduced.kept);
  return {
    source,
    shutOut: wanted.kind === 'user' ? shutOutOf(inspected) : null,
    org: snapshot.org,
    schema: snapshot.schema,
    entries,
    given: proven.met.length,
    usage: usage && { ...usage, notShown: reduced.notShown },
    findings: proven.findings,
    leftOut: proven.leftOut,
    unnameable: all.filter((entry) => !isExpressible(entry)),
    connectedApps: beside.known ? beside.value.filter(isNamedApp).map(({ name }) => name) : [],
    setLicenses:
      wanted.kind === 'user'
        ? mapReading(inspected.permissionSetLicenses, (all) => all.map(({ name }) => name).sort(compareKeys))
        : known([]),
    notExpressed: beside.known ? known(beside.value.filter((one) => !isNamedApp(one))) : beside,
    apiCalls: client.cost().apiCalls,
  };
};

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

/** What an org calls things, for the answers of people. @throws OrgFailure where it does not tell */
export const vocabularyOf = async (
  connect: () => Promise<Connection>,
  options: ClientOptions,
): Promise<PageVocabulary> => readPageVocabulary(createOrgClient(await connect(), options), '');

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
