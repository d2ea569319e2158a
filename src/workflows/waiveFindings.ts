import type { AccessSnapshot, OrgIdentity } from '../access/snapshot.js';
import type { Evaluation } from '../check/evaluation.js';
import { checkExitCode, exitCodes } from '../exitCode.js';
import type { FailOn } from '../exitCode.js';
import type { Finding } from '../kinds/finding.js';
import { readWaiversFile, writeWaiversFile } from '../files/waiversFile.js';
import type { WaiversFile } from '../files/waiversFile.js';
import { Refusal } from '../refusal.js';
import { parseWaivers } from '../waivers/parseWaivers.js';
import type { NewWaiver } from '../waivers/waiver.js';
import { addWaivers } from '../waivers/addWaivers.js';
import { applyWaivers, unwaived } from '../waivers/applyWaivers.js';
import type { WaiverContext, WaiverUse } from '../waivers/applyWaivers.js';

/** The file of waivers that a check is to use. */
export type WaiversInput = {
  readonly path: string;
  /** Adds what fails and has no entry, with an empty reason. */
  readonly update: boolean;
  /** Names by which people call the org of a username, beside its id and address: aliases. */
  readonly aliasesOf: (username: string) => Promise<readonly string[]>;
};

/** What became of a file of waivers. */
export type WaiversOutcome = {
  readonly path: string;
  readonly uses: readonly WaiverUse[];
  /** How many entries were added to the file; null where that was not wanted. */
  readonly added: number | null;
};

/** Every name by which a waiver can mean an org: its id with 15 and 18 characters, its address, its user, its aliases. */
const namesOf = ({ id, instanceUrl, username }: OrgIdentity, aliases: readonly string[]): string[] => [
  ...[id, id.slice(0, 15), instanceUrl, instanceUrl.replace(/^https?:\/\//, ''), username],
  ...aliases,
];

/** @throws Refusal where somebody has changed the file meanwhile; DefinitionMistake where it would become too large */
const addToFile = async ({ path, text }: WaiversFile, missing: readonly NewWaiver[]): Promise<void> => {
  const now = await readWaiversFile(path, true);
  if (now.text !== text) throw new Refusal('failure', 'waiversChanged', [path]);
  const written = addWaivers(text, missing);
  // What cannot be read again must not take the place of what can.
  parseWaivers(written, path);
  await writeWaiversFile(path, written);
};

/**
 * Lets pass what is waived, and adds to the file what fails and is not, where that is wanted.
 * @param at the day on which waivers are held against their ends, ISO 8601, UTC
 * @param file as it was read before the org was; left out where nothing is waived
 * @throws Refusal where the file cannot be written
 */
export const waiveFindings = async (
  evaluations: readonly Evaluation[],
  { org }: AccessSnapshot,
  input: { readonly waivers?: WaiversInput; readonly failOn?: FailOn },
  at: string,
  file: WaiversFile | undefined,
): Promise<{ readonly evaluations: readonly Evaluation[]; readonly waivers: WaiversOutcome | null }> => {
  const { waivers, failOn = 'required' } = input;
  if (!waivers || !file) return { evaluations, waivers: null };
  const context: WaiverContext = { at, orgNames: namesOf(org, await waivers.aliasesOf(org.username)) };
  const { evaluations: left, uses } = applyWaivers(evaluations, file.waivers, context);
  const outcome = { path: file.path, uses };
  if (!waivers.update) return { evaluations: left, waivers: { ...outcome, added: null } };
  const fails = (finding: Finding): boolean => checkExitCode([finding], failOn) !== exitCodes.done;
  const missing = unwaived(left, file.waivers, context, fails);
  if (missing.length > 0) await addToFile(file, missing);
  return { evaluations: left, waivers: { ...outcome, added: missing.length } };
};
