import { toldAs } from './sourceGiving.js';
import { no, unknown, yes } from './answer.js';
import type { Answer, Hint } from './answer.js';
import type { Permission } from './permissionSort.js';
import { gap, known, lackedIn } from './snapshot.js';
import type { AccessSource, Content, Gap, GrantedBy, Reading } from './snapshot.js';

const heldIn = <V>({ sort, key }: Permission<V>, content: Content): V | undefined => sort.in(content, key);

const holds = <V>({ sort }: Permission<V>, held: V | undefined): boolean => sort.holds(held);

/** The members of a group that carry the permission; none for anything but a group. */
const through = <V>({ members }: AccessSource, permission: Permission<V>): string[] =>
  members.filter(({ content }) => holds(permission, heldIn(permission, content))).map((member) => member.name);

const isMuted = <V>({ muted }: AccessSource, permission: Permission<V>): boolean =>
  muted !== null && permission.sort.mutes(heldIn(permission, muted));

const membersGrant = <V>(source: AccessSource, permission: Permission<V>): boolean =>
  through(source, permission).length > 0 && !isMuted(source, permission);

/** Whether a group that waits for its calculation will surely grant the permission. */
const membersSurelyGrant = <V>(source: AccessSource, permission: Permission<V>): boolean =>
  membersGrant(source, permission) && !(source.muted !== null && permission.sort.mayMute(source.muted));

/** Muted by name, or left out of the aggregate although a member holds it: only muting does that (fact A5). */
const isTakenAway = <V>(source: AccessSource, permission: Permission<V>, held: V | undefined): boolean =>
  isMuted(source, permission) || (source.muted !== null && !source.stale && !holds(permission, held));

/** A source that mentions a permission, with what its own content holds of it: undefined where only a member does. */
type Mention<V> = { readonly source: AccessSource; readonly name: GrantedBy; readonly held: V | undefined };

/** Assigned things that would grant it were they not inert or muted: what an administrator should look at first. */
const hintsFrom = <V>(mentions: ReadonlyArray<Mention<V>>, permission: Permission<V>): Hint[] =>
  mentions.flatMap(({ source, held }): Hint[] => {
    if (source.inert !== null && holds(permission, held)) return [{ kind: source.inert, source: source.name }];
    if (through(source, permission).length > 0 && isTakenAway(source, permission, held))
      return [{ kind: 'muted', source: source.name }];
    return [];
  });

const recalculating = (source: AccessSource): Answer =>
  unknown(source.staleness ?? gap('RECALCULATING', 'PermissionSetGroup', source.name).gap);

/** Why nobody can say whether a group that waits grants something: what an answer lacked, or that it waits. */
const unsureOf = (source: AccessSource, ...readings: ReadonlyArray<Reading<true>>): Answer => {
  const doubt: Reading<true> = source.doubt ? { known: false, gap: source.doubt } : known(true);
  const lacked = [...readings, doubt].map(lackedIn).find((one) => one !== undefined);
  return lacked ? unknown(lacked) : recalculating(source);
};

/** What was read of one permission: of what permission sets hold, and of what muting ones take away. */
export type Rows = { readonly held: Reading<true>; readonly muted: Reading<true> };

/** Who mentions what, by the key of the permission: a source that does not mention it has no part in the answer. */
export type Mentions<V> = Map<string, Array<Mention<V>>>;

/**
 * Which sources mention each permission, made in one walk over all that they hold.
 * @param names how each source is told, by the source
 * @param rowsOf what content holds of the sort, by the key of the permission
 */
export const mentionsByPermission = <V>(
  sources: readonly AccessSource[],
  names: ReadonlyMap<AccessSource, GrantedBy>,
  rowsOf: (content: Content) => { readonly forEach: (each: (held: V, key: string) => void) => void },
): Mentions<V> => {
  const mentions: Mentions<V> = new Map();
  for (const source of sources) {
    const name = names.get(source) ?? toldAs(source);
    // One for all rows that hold the same: a hundred thousand of them would be collected again.
    let mention: Mention<V> = { source, name, held: undefined };
    rowsOf(source.content).forEach((held, key) => {
      if (mention.held !== held) mention = { source, name, held };
      const list = mentions.get(key);
      if (list) list.push(mention);
      else mentions.set(key, [mention]);
    });
    const ofMembers: Mention<V> = { source, name, held: undefined };
    for (const { content } of source.members)
      rowsOf(content).forEach((_, key) => {
        const list = mentions.get(key);
        if (!list) mentions.set(key, [ofMembers]);
        else if (list.at(-1)?.source !== source) list.push(ofMembers);
      });
  }
  return mentions;
};

/** Whether a source that holds the permission surely gives it: of a group that waits, what mutes it counts too. */
const isSure = <V>(
  source: AccessSource,
  permission: Permission<V>,
  rows: Reading<true>,
  mutingRows: Reading<true>,
): boolean => {
  if (source.doubt !== null) return false;
  // Not where rows are missing that might be of the muting set.
  return !source.stale || (rows.known && mutingRows.known && membersSurelyGrant(source, permission));
};

/** Of a permission that no source mentions. */
const nowhere: readonly never[] = [];
const nobody = no();

/**
 * One question to the assigned sources that mention the permission. A group that is being recalculated counts when its
 * aggregate and its members agree (fact A6).
 * @param blind where no source gives it: what to say because of one that could, and of which too little was read
 */
export const answerFrom = <V>(
  byPermission: Mentions<V>,
  permission: Permission<V>,
  { held: rows, muted: mutingRows }: Rows,
  blind: Answer | null,
): Answer => {
  const mentions = byPermission.get(permission.key) ?? nowhere;
  // In one walk, as this is asked of each of ten thousand fields.
  const sure: GrantedBy[] = [];
  let unsure: AccessSource | undefined;
  let doubt: Gap | undefined;
  for (const { source, name, held } of mentions) {
    if (source.inert !== null) continue;
    const isHeld = permission.sort.holds(held);
    if (isHeld && isSure(source, permission, rows, mutingRows)) {
      const members = source.members.length === 0 ? [] : through(source, permission);
      sure.push(members.length === 0 ? name : { ...name, through: members });
    }
    if (source.stale && (isHeld || membersGrant(source, permission))) unsure ??= source;
    if (isHeld && source.doubt !== null) doubt ??= source.doubt;
  }
  if (sure.length > 0) return yes(sure);
  if (unsure) return unsureOf(unsure, rows, mutingRows);
  if (doubt) return unknown(lackedIn(rows) ?? doubt);
  if (!rows.known) return unknown(rows.gap);
  return blind ?? (mentions.length === 0 ? nobody : no(hintsFrom(mentions, permission)));
};
