/**
 * What a rule kind is: everything that the plugin knows of one kind of need, from the YAML rule to the finding. A new kind
 * is one folder beside this file, one line in the table of kinds, its sentences in messages/, a scenario and its tests.
 */
import type { z } from 'zod';
import type { OrgSchema } from '../access/snapshot.js';
import type { Context } from './context.js';
import type { DescribedDetails } from './describedDetails.js';
import type { ReadingNames } from './readingNames.js';
import type { Requirement } from './requirement.js';
import type { NameInOrg } from './namesInOrg.js';
import type { PlacedNeed, RuleReader } from './ruleReader.js';
import type { SetupPage } from './setupPage.js';
import type { Sought } from './sought.js';
import type { Surrounding } from './surroundings.js';
import type { Verdict } from './verdict.js';

/** Finding codes: of what is met or does not apply, and of everything that somebody has to look at. */
export type FindingCodes<Code extends string> = { readonly settled: readonly Code[]; readonly open: readonly Code[] };

/** The codes of both lists. */
export type CodesIn<Codes extends FindingCodes<string>> = Codes['settled' | 'open'][number];

/** A permission set or group by its API name, or a permission set license by its DeveloperName. */
export type Assigned = { readonly permissionSet: string } | { readonly license: string };

/** What people call what a kind is about. Most of a vendor's page is in these words, and the key of a rule in none of them. */
export type LookedUpKind = {
  /** The most usual first. */
  readonly called: readonly string[];
  /** A rule of the kind, as it stands below `requires`. @param sobject the object that somebody named, or a usual one */
  readonly example: (sobject: string) => string;
};

/** What is the same for every need. */
export type NeedOfKind = { readonly kind: string };

/** One kind of need, `N`, and the finding codes of its own, `Code`. */
export type Kind<N extends NeedOfKind, Code extends string = never> = {
  /** No rule asks for it by a key of its own: rules bring it along. */
  readonly comesFromRules?: true;
  /** By what `lookup` finds the kind. Not there for kinds that no rule names. */
  readonly lookedUp?: LookedUpKind;
  /** The key of the rule and all that may stand beside it for this kind, as zod shapes; the first key is the kind's own. */
  readonly ruleShape: z.ZodRawShape;
  /** Codes of findings that only this kind gives; each has its sentence in messages/finding.md, the open ones a next step. */
  readonly codes: FindingCodes<Code>;
  /** The needs of a rule that `ruleShape` has accepted, each with its place in the file. */
  readonly needsOf: (rule: never, reader: RuleReader) => ReadonlyArray<PlacedNeed<N>>;
  /** The id of the need, as scripts know it (design §4), without the mark of a forbidden one. */
  readonly idOf: (need: N) => string;
  /** The need with its names as the org spells them, as they are where the org does not tell; the same need where they agree. */
  readonly spelled: (need: N, context: Context) => N;
  /**
   * Two needs of the same id as one (design §4); the spelling of the first stays.
   * @param stricter which of them is asked for at the stricter level; null: both at the same. What the looser one asks for beyond
   * the stricter one is not asked for at that level.
   */
  readonly merged: (first: N, second: N, stricter: 'first' | 'second' | null) => N;
  /** Writes down what has to be read from the org to judge the need. */
  readonly addNames: (need: N, names: ReadingNames) => void;
  /**
   * One requirement for each thing that a pattern reaches in this org, or the verdict where that cannot be said. Only for
   * needs with patterns; undefined: the need is no pattern.
   */
  readonly expanded?: (
    context: Context,
    requirement: Requirement<N>,
  ) => readonly Requirement<N>[] | Verdict | undefined;
  /** Whether the user has it, and if not, why and what would give it to him. */
  readonly judged: (context: Context, requirement: Requirement<N>) => Verdict;
  /** How many needs it counts for where they are limited: names that it carries along count too. One where it says nothing. */
  readonly size?: (need: N) => number;
  /** How many `*` its patterns have; none where it is no pattern. Only for kinds with patterns. */
  readonly stars?: (need: N) => number;
  /**
   * Which of the forbidden needs one has by having the required one: the place of the first in the list, or -1. The list is
   * indexed once, as each with each would be minutes. Only for kinds that take `forbid`.
   */
  readonly contradicting?: (forbidden: readonly N[]) => (required: N) => number;
  /**
   * For the code of a finding that says that the org does not have something of this name: that name, and what may have
   * been meant. Undefined for every other code; not there for kinds that name nothing of the org.
   */
  readonly sought?: (need: N, code: string, schema: OrgSchema) => Sought | undefined;
  /** The names of the org that it holds, to be looked up without judging anybody; not there for kinds that name nothing of the org. */
  readonly namesInOrg?: (need: N) => readonly NameInOrg[];
  /** What the need adds to its id in `describe`; only keys that say something. */
  readonly details: (need: N) => DescribedDetails;
  /** What it is made of, where it is a choice: members in order of preference, each with requirements that are judged by themselves. */
  readonly members?: (need: N) => ReadonlyArray<readonly Requirement[]>;
  /** The same choice with other requirements in the place of its members'. */
  readonly withMembers?: (need: N, members: ReadonlyArray<readonly Requirement[]>) => N;
  /**
   * One need for each of these objects that the pattern of the need reaches; undefined: the need is about no pattern of
   * objects. Only for kinds with such patterns.
   */
  readonly overObjects?: (need: N, objects: readonly string[]) => readonly N[] | undefined;
  /** The need without what a definition has omitted beside it, such as words of a minimum. */
  readonly withoutOmitted?: (need: N, isOmitted: (need: N) => boolean) => N;
  /** What a grant assigns to the user for it, be it a permission set or group as it is, or a license. Only for kinds that name such a thing. */
  readonly assigned?: (need: N) => Assigned;
  /** The object of whose records it asks for access: what hangs on records of any object is judged by these. */
  readonly recordsOf?: (need: N) => string | undefined;
  /** It concerns an integration that logs in: how the user may log in, as the profile says, is read and told along with it. */
  readonly aboutLogins?: true;
  /** Its names are none of objects, fields or permissions, so that an older API version hides none of them. */
  readonly outsideSchema?: true;
  /** It is no access of the user: it is about what the org does with what is written, and is told and mended as such. */
  readonly surrounds?: Surrounding;
  /** The page of Setup that shows what it is about, where there is one. */
  readonly setupPage?: (need: N) => SetupPage | undefined;
  /**
   * What needs of this kind have in common whose next steps are told together, by the variant of the verdict; each by itself
   * where this is not there.
   */
  readonly stepsTogether?: (need: N, variant?: string) => string;
};
