import type { AccessSnapshot } from '../access/snapshot.js';
import type { Evaluation } from '../check/evaluation.js';
import { checkExitCode, exitCodes } from '../exitCode.js';
import type { FailOn } from '../exitCode.js';
import { readWaiversFile, writeWaiversFile } from '../files/waiversFile.js';
import type { WaiversFile } from '../files/waiversFile.js';
import { orgNames } from '../platform/orgNames.js';
import { Refusal } from '../refusal.js';
import { parseWaivers } from '../waivers/parseWaivers.js';
import type { NewWaiver } from '../waivers/waiver.js';
import { addWaivers } from '../waivers/addWaivers.js';
import { applyWaivers, unwaived } from '../waivers/applyWaivers.js';
import type { WaiverContext, WaiverUse } from '../waivers/applyWaivers.js';

/** What is to be done with files of waivers. */
export type WaiversInput = {
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

/** @throws Refusal where somebody has changed the file meanwhile; DefinitionMistake where it would become too large */
const addToFile = async ({ path, text }: WaiversFile, missing: readonly NewWaiver[]): Promise<void> => {
  const now = await readWaiversFile(path, true);
  if (now.text !== text) throw new Refusal('failure', 'waiversChanged', [path]);
  const written = addWaivers(text, missing);
  // What cannot be read again must not take the place of what can.
  parseWaivers(written, path);
  await writeWaiversFile(path, written);
};

/** Each file of waivers that the targets name, as it was read before the org was. */
export type WaiversFiles = ReadonlyMap<string, WaiversFile>;

/**
 * Reads every file of waivers that is named.
 * @param update whether a file that is not there is one without a waiver
 * @throws Refusal; DefinitionMistake with line and column of every mistake in them
 */
export const readWaiversFiles = async (
  targets: readonly { readonly waivers: string | null }[],
  update: boolean,
): Promise<WaiversFiles> => {
  const files = new Map<string, WaiversFile>();
  for (const { waivers: path } of targets)
    if (path !== null && !files.has(path)) files.set(path, await readWaiversFile(path, update));
  return files;
};

/**
 * Lets pass what is waived, and adds to the files what fails and is not, where that is wanted. Each evaluation is held against
 * the file that it names.
 * @param at the day on which waivers are held against their ends, ISO 8601, UTC
 * @throws Refusal where a file cannot be written
 */
export const waiveFindings = async <
  T extends Evaluation & { readonly waivers: string | null; readonly failOn: FailOn },
>(
  evaluations: readonly T[],
  { org }: AccessSnapshot,
  { update, aliasesOf }: WaiversInput,
  at: string,
  files: WaiversFiles,
): Promise<{ readonly evaluations: readonly T[]; readonly waivers: readonly WaiversOutcome[] }> => {
  if (files.size === 0) return { evaluations, waivers: [] };
  const context: WaiverContext = { at, orgNames: orgNames(org, await aliasesOf(org.username)) };
  let left = evaluations;
  const outcomes: WaiversOutcome[] = [];
  for (const file of files.values()) {
    const own = left.filter(({ waivers }) => waivers === file.path);
    const waived = applyWaivers(own, file.waivers, context);
    const findingsOf = new Map(own.map((one, index) => [one, waived.evaluations[index]?.findings ?? one.findings]));
    left = left.map((one) => ({ ...one, findings: findingsOf.get(one) ?? one.findings }));
    const now = left.filter(({ waivers }) => waivers === file.path);
    outcomes.push({ path: file.path, uses: waived.uses, added: update ? await addMissing(file, now, context) : null });
  }
  return { evaluations: left, waivers: outcomes };
};

/** Adds to a file what fails and is not in it, and what is to be done by hand. @returns how many entries */
const addMissing = async (
  file: WaiversFile,
  evaluations: readonly (Evaluation & { readonly failOn: FailOn })[],
  context: WaiverContext,
): Promise<number> => {
  const missing = evaluations.flatMap((one) =>
    unwaived(
      [one],
      file.waivers,
      context,
      // A deed that is advised is done once a waiver says so, whatever its level: the advice has to lead somewhere.
      (finding) =>
        checkExitCode([finding], one.failOn) !== exitCodes.done ||
        (finding.code === 'BY_HAND' && finding.level !== 'optional' && finding.status === 'unknown'),
    ),
  );
  if (missing.length > 0) await addToFile(file, missing);
  return missing.length;
};
