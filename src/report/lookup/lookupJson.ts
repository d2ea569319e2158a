import type { Gap } from '../../access/snapshot.js';
import { exitCodes } from '../../exitCode.js';
import type { ExitCode } from '../../exitCode.js';
import type { LookupResult } from '../../lookup/lookUp.js';
import { definitionLine } from '../../lookup/namedThing.js';
import type { NamedThing } from '../../lookup/namedThing.js';
import type { LookupJson } from './lookupResult.js';

/** What was looked up, and where. */
export type LookedUp = LookupResult & {
  readonly org: string | null;
  readonly fieldsOf: readonly string[];
  readonly unread: readonly Gap[];
};

const thingOf = (thing: NamedThing): LookupJson['nearest'][number] => ({
  kind: thing.kind,
  name: thing.name,
  label: thing.label,
  definition: definitionLine(thing),
  ...(thing.ofKind ? { description: thing.ofKind.description } : {}),
});

/** The result of `--json`. @param limit how many matches are told */
export const lookupJson = (
  text: string,
  { matches, nearest, org, fieldsOf, unread }: LookedUp,
  limit: number,
): LookupJson => ({
  schemaVersion: 1,
  text,
  source: org === null ? 'builtIn' : 'org',
  org,
  found: matches.length > 0,
  total: matches.length,
  matches: matches.slice(0, limit).map((match) => ({ ...thingOf(match), fit: match.fit })),
  nearest: nearest.map(thingOf),
  ...(fieldsOf.length > 0 ? { fieldsOf: [...fieldsOf] } : {}),
  unread: unread.map(({ part, code, detail }) => ({ part, code, detail })),
});

/** The exit code: what was not found among a part of what there is may be there. */
export const lookupExitCode = ({ found, unread }: LookupJson): ExitCode => {
  if (found) return exitCodes.done;
  return unread.length > 0 ? exitCodes.unknown : exitCodes.missing;
};
