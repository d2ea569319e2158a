import type { Connection } from '@salesforce/core';
import { evaluate } from '../check/evaluate.js';
import { requirementsOfText } from '../definition/definitionOfText.js';
import { maxRequirements } from '../definition/definitionSchema.js';
import { draftGroups } from '../generate/definitionDraft.js';
import type { FoundHoldings } from '../generate/generatedDefinition.js';
import { distinctEntries, isAbout, isExpressible } from '../generate/heldEntries.js';
import { minimalEntries } from '../generate/minimalEntries.js';
import { provenEntries } from '../generate/provenEntries.js';
import { sourceUser } from '../generate/sourceUser.js';
import type { Entry } from '../access/entry.js';
import { readingScopeOf } from '../kinds/readingNames.js';
import type { Requirement } from '../kinds/requirement.js';
import { createOrgClient } from '../org/orgClient.js';
import type { ClientOptions } from '../org/transport.js';
import { readAccess } from '../org/read/readAccess.js';
import { readHoldings } from '../org/read/readHoldings.js';
import type { HoldingsWanted } from '../org/read/readHoldings.js';
import { Refusal } from '../refusal.js';
import { definitionTarget, writeDefinitionFile } from '../files/definitionFile.js';
import type { TargetWanted } from '../files/definitionFile.js';
import { definitionIdFor } from '../generate/definitionId.js';
import { definitionLabelFor } from '../generate/definitionLabel.js';
import { definitionYaml } from '../report/generate/definitionYaml.js';
import type { GeneratedFile } from '../report/generate/generateReport.js';
import { draftOf } from '../report/generate/sourceComments.js';
import type { Texts } from '../report/texts.js';
import type { Words } from '../report/words.js';

/** What people who wait are told; each has its sentence `stage.<stage>`. */
export const generateStages = ['holdings', 'proof'] as const;

export type GenerateInput = ClientOptions & {
  readonly wanted: HoldingsWanted;
  /** Objects to which the definition is limited; empty: all. User permissions are about none and always count. */
  readonly sobjects: readonly string[];
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
    above: [],
    groups,
    below: [],
  });
  return requirementsOfText(text, { file: `${draftId}.yml`, pluginVersion });
};

/**
 * Reads what a source of the org holds and makes of it what a definition has to ask for. Everything is held against a check
 * of the source: what that does not find met is left out, so that the source is ready by its own definition.
 * @throws OrgFailure; Refusal where there is no such source, or nothing to ask for, or too much
 */
export const generateDefinition = async (input: GenerateInput): Promise<FoundHoldings> => {
  const { wanted, sobjects, pluginVersion, onStage } = input;
  const client = createOrgClient(await input.connect(), input);
  const now = Date.now();
  onStage?.('holdings');
  const holdings = await readHoldings(client, wanted, sobjects, now);
  const { source } = holdings;
  const all = distinctEntries(holdings.entries.filter((entry) => isAbout(entry, sobjects)));
  const held = all.filter(isExpressible);
  if (held.length === 0) throw new Refusal(bundle, 'NothingHeld', [source.name]);
  if (held.length > maxRequirements)
    throw new Refusal(bundle, 'TooMuch', [source.name, String(held.length), String(maxRequirements)]);
  onStage?.('proof');
  const asked = requirementsFor(held, pluginVersion);
  const { snapshot } = await readAccess(
    client,
    readingScopeOf(asked),
    [{ username: wanted.kind === 'user' ? source.name : client.username, unnamed: false }],
    { now, withoutRows: 'NO_VIEW_SETUP' },
  );
  const [inspected] = snapshot.users;
  if (inspected === undefined) throw new Error('a reading without a user');
  const user = wanted.kind === 'user' ? inspected : sourceUser(inspected, holdings.sources);
  const proven = provenEntries(held, evaluate(asked, snapshot, user));
  if (proven.met.length === 0) throw new Refusal(bundle, 'NothingWorks', [source.name]);
  const entries = minimalEntries(proven.met);
  return {
    source,
    org: snapshot.org,
    schema: snapshot.schema,
    entries,
    given: proven.met.length,
    findings: proven.findings,
    leftOut: proven.leftOut,
    unnameable: all.filter((entry) => !isExpressible(entry)),
    notExpressed: holdings.beside,
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
  if (Buffer.byteLength(text) > maxBytes) throw new Refusal(bundle, 'TooLarge', [source.name]);
  requirementsOfText(text, { file: `${id}.yml`, pluginVersion });
  return dryRun
    ? { id, label, text, file: null, written: false }
    : { id, label, text, file: path, written: await writeDefinitionFile(path, text) };
};
