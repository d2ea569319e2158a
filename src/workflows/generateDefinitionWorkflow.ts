/** What a definition has to ask for, of what an org holds. */
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
import { isNamedApp } from '../access/setupAccess.js';
import { known, mapReading } from '../access/snapshot.js';
import type { PageVocabulary } from '../generate/pageVocabulary.js';
import { readPageVocabulary } from '../org/read/pageVocabulary.js';
import { definitionYaml } from '../report/generate/definitionYaml.js';

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

/** What an org calls things, for the answers of people. @throws OrgFailure where it does not tell */
export const vocabularyOf = async (
  connect: () => Promise<Connection>,
  options: ClientOptions,
): Promise<PageVocabulary> => readPageVocabulary(createOrgClient(await connect(), options), '');
