/** Which of the entries that a source holds have an effect: the check itself decides. */
import { entryId, entryKey } from '../access/entry.js';
import type { Entry } from '../access/entry.js';
import type { Finding } from '../kinds/finding.js';
import { keyOf } from '../platform/names.js';

/** An entry that is held and cannot be asked for, with what the check finds of it. */
export type LeftOut = { readonly entry: Entry; readonly finding: Finding };

/** The entries that the check finds met, and those that it does not, each with the finding. */
export type Proven = {
  readonly met: readonly Entry[];
  readonly leftOut: readonly LeftOut[];
  /** Findings of the entries that are met, by the key of the id. */
  readonly findings: ReadonlyMap<string, Finding>;
};

/**
 * Holds entries against the findings of a definition that asks for all of them.
 * @throws Error where an entry has no finding: the definition did not ask for it
 */
export const provenEntries = (entries: readonly Entry[], findings: readonly Finding[]): Proven => {
  const byId = new Map(findings.map((finding) => [keyOf(finding.id), finding]));
  const judged = entries.map((entry) => {
    const finding = byId.get(entryKey(entry));
    if (finding === undefined) throw new Error(`no finding for ${entryId(entry)}`);
    return { entry, finding };
  });
  const isMet = ({ finding }: LeftOut): boolean => finding.status === 'met';
  return {
    met: judged.filter(isMet).map(({ entry }) => entry),
    leftOut: judged.filter((one) => !isMet(one)),
    findings: new Map(judged.filter(isMet).map(({ finding }) => [keyOf(finding.id), finding])),
  };
};
