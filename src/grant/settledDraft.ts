/** What is planned for everybody at once: round after round, until nothing more may be given, without what would be of no use. */
import { entryKey } from '../access/entry.js';
import type { Finding } from '../kinds/finding.js';
import { candidateOf, inOrder, permittedIn } from './candidates.js';
import type { Candidate } from './candidates.js';
import { draftOf, withHarmless } from './draft.js';
import type { Draft } from './draft.js';
import type { PlannedEntry } from './grantPlan.js';
import { spelledEntry } from './planInput.js';
import type { PlanContext } from './planInput.js';
import type { Recipient } from './recipients.js';
import { isMissing, wantedFindings } from './wantedFindings.js';

/** Rounds in which what is planned is followed up: Read of an object, what writing takes, what they make possible. */
const rounds = 5;

/** A test of candidates that ask for something which is not requested yet. */
const furtherThan = (context: PlanContext, requested: readonly PlannedEntry[]): ((candidate: Candidate) => boolean) => {
  if (requested.length === 0) return ({ entries }) => entries.length > 0;
  const planned = new Set(requested.map(({ entry }) => entryKey(entry)));
  return ({ entries }) => entries.some((entry) => !planned.has(entryKey(spelledEntry(context, entry))));
};

/**
 * Plans all that may be planned, until there is nothing more: after the first round a field may still wait for its object,
 * and what was impossible may have become possible. Otherwise the next grant would find something to do.
 */
export const settledDraft = (context: PlanContext, recipients: readonly Recipient[]): Draft => {
  const permitted = permittedIn(context, recipients);
  let draft = draftOf(context, recipients, []);
  for (let round = 0; round < rounds; round++) {
    const { requested, afterwards } = draft;
    const wanted = recipients.flatMap(({ reachable, passed }, at) =>
      reachable ? wantedFindings(afterwards[at] ?? [], context.scope, passed) : [],
    );
    // The first round asks for no object on behalf of a field: another rule may ask for it, or for what will do.
    const candidates = permitted(wanted.map((finding) => candidateOf(finding, round > 0)));
    const further = candidates.length === 0 ? [] : candidates.filter(furtherThan(context, requested));
    const next = withHarmless(context, recipients, draft, inOrder(further));
    if (next === draft && round > 0) return draft;
    draft = next;
  }
  return draft;
};

/**
 * The draft without fields that stay closed for everybody who lacks them, because their object cannot be given: nobody
 * would have anything of them.
 */
export const withoutFutile = (context: PlanContext, recipients: readonly Recipient[], draft: Draft): Draft => {
  const isField = ({ kind }: Finding): boolean => kind === 'field';
  // Mostly none stays.
  if (!draft.afterwards.some((findings) => findings.some((finding) => isField(finding) && isMissing(finding))))
    return draft;
  const stays = new Set<string>();
  const closed = new Set<string>();
  recipients.forEach(({ found }, at) => {
    const lacked = new Map(found.filter(isMissing).map(({ id, status }) => [id, status]));
    for (const finding of draft.afterwards[at] ?? []) {
      if (finding.kind !== 'field' || !lacked.has(finding.id)) continue;
      // What is there in part then, and was not before, is of use.
      const isOpen = !isMissing(finding) || (finding.status === 'degraded' && lacked.get(finding.id) !== 'degraded');
      (isOpen ? closed : stays).add(finding.id);
    }
  });
  const useful = draft.candidates.filter(({ finding }) => !stays.has(finding) || closed.has(finding));
  return useful.length === draft.candidates.length ? draft : draftOf(context, recipients, useful);
};
