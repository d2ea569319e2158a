/** What to do where oclif refuses flags that need others, or that do not go together: its own words say no next step. */

/** What the definition of a flag says of others: `all` of them are needed beside it, or `none` of them may be given. */
type Relationship = { readonly type: string; readonly flags: ReadonlyArray<string | { readonly name: string }> };

/** What a flag says of others; the short forms of oclif mean the same. */
type RelatedFlag = {
  readonly relationships?: readonly Relationship[];
  /** All of these are needed beside it. */
  readonly dependsOn?: readonly string[];
  /** None of these may be given beside it. */
  readonly exclusive?: readonly string[];
};

/** What oclif keeps of the flags of a command line that it refuses. */
export type RelatedFlags = {
  readonly input?: { readonly flags?: Readonly<Record<string, RelatedFlag>> };
  readonly output?: {
    readonly flags?: Readonly<Record<string, unknown>>;
    readonly metadata?: {
      readonly flags?: Readonly<Record<string, { readonly setFromDefault?: boolean } | undefined>>;
    };
  };
};

/** A flag that was given without those that it needs. */
export type LoneFlag = { readonly flag: string; readonly needs: readonly string[] };

/** What is wrong: flags that lack others, and groups of flags of which only one can be given, in the order of the command. */
export type BrokenRelations = {
  readonly lone: readonly LoneFlag[];
  readonly clashing: ReadonlyArray<readonly string[]>;
};

/** What of the flags does not go together. */
export const brokenRelations = ({ input, output }: RelatedFlags): BrokenRelations => {
  const isGiven = (name: string): boolean => output?.flags?.[name] !== undefined;
  const isTyped = (name: string): boolean => isGiven(name) && output?.metadata?.flags?.[name]?.setFromDefault !== true;
  const related = (name: string, type: 'all' | 'none'): string[] => {
    const { relationships = [], dependsOn = [], exclusive = [] } = input?.flags?.[name] ?? {};
    const listed = relationships.filter((one) => one.type === type).flatMap(({ flags }) => flags);
    const named = listed.map((flag) => (typeof flag === 'string' ? flag : flag.name));
    return [...named, ...(type === 'all' ? dependsOn : exclusive)];
  };
  const names = Object.keys(input?.flags ?? {});
  const lone = names
    .filter(isGiven)
    .map((flag) => ({ flag, needs: related(flag, 'all').filter((other) => !isGiven(other)) }))
    .filter(({ needs }) => needs.length > 0);
  const typed = names.filter(isTyped);
  const clash = (a: string, b: string): boolean => related(a, 'none').includes(b) || related(b, 'none').includes(a);
  const pairs = typed.flatMap((one, at) =>
    typed.slice(at + 1).flatMap((other) => (clash(one, other) ? [[one, other]] : [])),
  );
  const all = [...new Set(pairs.flat())];
  // Two that clash with a third one may go together: only where each clashes with each they are one group.
  const isOneGroup = pairs.length > 0 && pairs.length === (all.length * (all.length - 1)) / 2;
  return { lone, clashing: isOneGroup ? [typed.filter((name) => all.includes(name))] : pairs };
};
