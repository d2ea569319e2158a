/**
 * Things of Setup to which permission sets give access by a row of SetupEntityAccess (fact E12): who has it by what is assigned,
 * and which of them the org has.
 */
import { keyOf } from '../platform/names.js';
import { toldAs } from './sourceGiving.js';
import type { Entry } from './entry.js';
import { no, unknown, yes } from './answer.js';
import type { Answer, Hint } from './answer.js';
import { gap } from './snapshot.js';
import type { AccessSource, Content, Evidence, Reading } from './snapshot.js';

/** What a permission set can hold beside permissions and what rules ask for. */
export const setupEntryKinds = ['customPermission', 'apexClass', 'connectedApp'] as const;
export type SetupEntryKind = (typeof setupEntryKinds)[number];
export type SetupEntry = Extract<Entry, { kind: SetupEntryKind }>;

/** What a permission set holds of user permissions, objects and fields. */
export type PermissionEntry = Exclude<Entry, SetupEntry>;

/** Whether an entry is one of these, and no permission. */
export const isSetupEntry = (entry: Entry): entry is SetupEntry =>
  (setupEntryKinds as readonly string[]).includes(entry.kind);

/** Of which the org has lists that rules look names up in; connected apps have a list with their policies. */
export type NamedEntityKind = Exclude<SetupEntryKind, 'connectedApp'>;

/** A custom permission or an Apex class: its id, and its name as the org spells it, `ns__Name` when packaged. */
export type NamedEntity = { readonly id: string; readonly name: string };

/** Those that the org has, by the key of the name; of a kind that nobody asked for nothing. */
export type NamedEntities = Readonly<Partial<Record<NamedEntityKind, Reading<ReadonlyMap<string, NamedEntity>>>>>;

/** How the content of a permission set names a custom setting or custom metadata type that it opens (fact E12). */
export const openedKey = (sobject: string): string => keyOf(`customEntityDefinition:${sobject}`);

type Holding = {
  readonly source: AccessSource;
  /** Whether it holds it by itself: of a group, its aggregate. */
  readonly own: boolean;
  readonly through: readonly string[];
  /** Whether its muting set takes it away. */
  readonly muting: boolean;
};

/**
 * Whether what is in force gives it. Of a group its aggregate tells (fact M14), or a member, as nobody has said that every org
 * writes such rows for the aggregate; what mutes and what waits leaves it open. The aggregate of a group that waits is an old one,
 * from before its muting set may have changed.
 */
const isSure = ({ source, own, through, muting }: Holding, isWhole: boolean): boolean => {
  if (source.doubt !== null) return false;
  // Of rows that were not all read one may be that of the muting set.
  if (source.stale) return isWhole && own && through.length > 0 && !muting;
  return own || source.muted === null;
};

const hintOf = ({ source }: Holding, isMuted: boolean): Hint[] => {
  if (source.inert !== null) return [{ kind: source.inert, source: source.name }];
  return isMuted ? [{ kind: 'muted', source: source.name }] : [];
};

/**
 * Does anything that is assigned to the user give it: a profile, a permission set, a group (fact M14)? A muting permission set can
 * take such a thing out of a group (fact M6).
 * @param holds whether a permission set holds it
 */
export const setupEntityAnswer = (evidence: Evidence, holds: (content: Content) => boolean): Answer => {
  if (evidence.mode === 'self') return unknown(gap('SELF_MODE', 'SetupEntityAccess', '').gap);
  const { sources, appRows } = evidence;
  if (!sources.known) return unknown(sources.gap);
  const holding = sources.value
    .map((source) => ({
      source,
      own: holds(source.content),
      through: source.members.filter(({ content }) => holds(content)).map(({ name }) => name),
      muting: source.muted !== null && holds(source.muted),
    }))
    .filter(({ own, through }) => own || through.length > 0);
  const isMuted = ({ own, muting }: Holding): boolean => !own && muting;
  const inForce = holding.filter((one) => one.source.inert === null && !isMuted(one));
  const sure = inForce.filter((one) => isSure(one, appRows?.known === true));
  if (sure.length > 0) return yes(sure.map(({ source, through }) => toldAs(source, through)));
  const [unsure] = inForce;
  if (unsure) {
    const { doubt, staleness, name } = unsure.source;
    return unknown(doubt ?? staleness ?? gap('RECALCULATING', 'PermissionSetGroup', name).gap);
  }
  if (!appRows) return unknown(gap('NOT_ANSWERED', 'SetupEntityAccess', '').gap);
  if (!appRows.known) return unknown(appRows.gap);
  const unseen = sources.value.find(({ inert, membersUnread }) => inert === null && membersUnread);
  if (unseen?.membersUnread) return unknown(unseen.membersUnread);
  return no(holding.flatMap((one) => hintOf(one, isMuted(one))));
};
