/**
 * What can be wrong with an integration definition: a closed list of codes with typed arguments. The sentences are in
 * `messages/definition.md`; `explainMistake` turns one into the other.
 */

import type { RuleAbove } from './keyOfRuleAbove.js';
import type { ShapeTip } from './shapeTip.js';
import type { ToldSlip } from './foundSlip.js';
import type { OrgNameKind, UnfitReason } from '../kinds/namesInOrg.js';
import type { Expectation } from '../kinds/ruleShapes.js';
import type { KindMistake, Place } from '../kinds/ruleReader.js';

/** The parts of a definition, of a file of waivers, of a project file and of files that commands write that have keys of their own. */
export type Container =
  | ('definition' | 'source' | 'variant' | 'feature' | 'parameter' | 'when' | 'rule' | 'anyOfMember' | 'allOf')
  | ('waivers' | 'waiver')
  | ('project' | 'projectIntegration' | 'inOrg' | 'monitor' | 'channel')
  | ('plan' | 'receipt' | 'snapshot' | 'writtenPart');

/** One mistake: a code and what its sentence needs. `nearest` holds the names that may have been meant, best first. */
export type Mistake =
  // finding and reading files
  | {
      readonly code: 'UnknownDefinition';
      readonly name: string;
      readonly nearest: readonly string[];
      readonly known: readonly string[];
    }
  /** A file of this id is in a folder of definitions that belongs to no project. */
  | { readonly code: 'DefinitionOutsideProject'; readonly name: string; readonly path: string }
  /** A name by which people know several products. */
  | { readonly code: 'AmbiguousAlias'; readonly name: string; readonly known: readonly string[] }
  /** Several names with commas between, where one is taken. */
  | { readonly code: 'SeveralDefinitions'; readonly name: string }
  | {
      readonly code: 'UnknownVariant';
      readonly id: string;
      readonly name: string;
      readonly nearest: readonly string[];
      readonly known: readonly string[];
    }
  | { readonly code: 'NoVariants'; readonly id: string; readonly name: string }
  | {
      readonly code: 'UnknownFeature';
      readonly id: string;
      readonly name: string;
      readonly nearest: readonly string[];
      readonly known: readonly string[];
    }
  | {
      readonly code: 'UnknownParameter';
      readonly id: string;
      readonly name: string;
      readonly nearest: readonly string[];
      readonly known: readonly string[];
    }
  | { readonly code: 'FileNotFound'; readonly path: string }
  | { readonly code: 'NotAFile'; readonly path: string }
  | { readonly code: 'FileUnreadable'; readonly path: string; readonly reason: string }
  | { readonly code: 'FileTooLarge'; readonly path: string; readonly limit: number }
  | { readonly code: 'NotUtf8'; readonly path: string }
  /** Nothing of what it holds may be shown: it can be any file of the machine. */
  | { readonly code: 'NotADefinition'; readonly path: string }
  // files that commands write
  | { readonly code: 'BrokenJson' }
  | { readonly code: 'NotOurFile'; readonly path: string }
  /** A plan whose digest is that of another text. */
  | { readonly code: 'EditedPlan' }
  // what files name in an org
  | {
      readonly code: 'NotInOrg';
      readonly what: OrgNameKind;
      readonly name: string;
      readonly org: string;
      readonly nearest: readonly string[];
    }
  /** The org has it, but not as what the rule asks for. */
  | {
      readonly code: 'UnfitInOrg';
      readonly what: OrgNameKind;
      readonly name: string;
      readonly org: string;
      readonly why: UnfitReason;
    }
  /** No mistake yet: a name that no table of ours has, and nearly so a standard one. */
  | {
      readonly code: 'LooksMisspelt';
      readonly what: OrgNameKind;
      readonly name: string;
      readonly nearest: readonly string[];
    }
  /** No mistake yet, as no org was asked: a field that nobody can edit in any. */
  | { readonly code: 'NobodyEdits'; readonly name: string }
  /** No mistake yet: nobody can tell. */
  | { readonly code: 'NotLookedUp'; readonly what: OrgNameKind; readonly name: string; readonly reason: string }
  /** A file of waivers that a project file names. */
  | { readonly code: 'WaiversNotFound'; readonly path: string }
  // YAML
  /** `slip`: what was typed there, where that can be told; else the parser's words are. */
  | { readonly code: 'BrokenYaml'; readonly reason: string; readonly slip: ToldSlip | null }
  | { readonly code: 'EmptyFile' }
  /** A file of waivers without the key above its list. */
  | { readonly code: 'NoWaiversKey' }
  /** `isBehindEnd`: what ends the first is a line `...`. */
  | { readonly code: 'ManyDocuments'; readonly isBehindEnd?: true }
  | { readonly code: 'DuplicateKey'; readonly key: string }
  | { readonly code: 'TabIndent' }
  /** `typed`: the same as a text. */
  | { readonly code: 'Alias' | 'Anchor' | 'Tag'; readonly name: string; readonly typed: string }
  | { readonly code: 'KeyNotText' }
  | { readonly code: 'TooDeep'; readonly limit: number }
  | { readonly code: 'TooManyParts'; readonly limit: number }
  // shape
  | { readonly code: 'PluginTooOld'; readonly needed: string; readonly ours: string }
  | { readonly code: 'SchemaVersion'; readonly found: string; readonly supported: string }
  | { readonly code: 'MissingKey'; readonly key: string; readonly container: Container; readonly kind: string | null }
  | {
      readonly code: 'UnknownKey';
      readonly key: string;
      readonly container: Container;
      readonly kind: string | null;
      readonly nearest: readonly string[];
      readonly known: readonly string[];
      /** Where it belongs, if it is a key of the rule above. */
      readonly ruleAbove?: RuleAbove;
    }
  | {
      readonly code: 'WrongValue';
      readonly key: string;
      readonly value: string;
      readonly expected: Expectation;
      readonly nearest?: readonly string[];
      readonly tip: ShapeTip;
    }
  | {
      readonly code: 'UnknownWord';
      readonly key: string;
      readonly word: string;
      readonly nearest: readonly string[];
      readonly known: readonly string[];
      /** What stands in one text, as a list. */
      readonly list?: string;
    }
  | { readonly code: 'FieldShape'; readonly key: string; readonly value: string }
  | { readonly code: 'TooLong'; readonly key: string; readonly limit: number }
  | { readonly code: 'TooMany'; readonly key: string; readonly limit: number }
  /** Patterns of objects that reach more in this org than a definition may ask for. */
  | { readonly code: 'TooManyObjects'; readonly org: string; readonly id: string; readonly limit: number }
  | { readonly code: 'TooManyPatterns'; readonly limit: number }
  | { readonly code: 'DuplicateEntry'; readonly key: string; readonly value: string }
  | { readonly code: 'IdNotFileName'; readonly id: string; readonly fileName: string }
  | { readonly code: 'NothingRequired' }
  // rules
  | { readonly code: 'NoKindKey'; readonly known: readonly string[]; readonly nearest: readonly string[] }
  | { readonly code: 'TwoKindKeys'; readonly first: string; readonly second: string }
  | { readonly code: 'ReservedKindKey'; readonly key: string; readonly nearest: readonly string[] }
  /** `rule`: the rule of its own that says it; null where nobody could tell. */
  | {
      readonly code: 'KeyOutOfPlace';
      readonly key: string;
      readonly kind: string;
      readonly belongs: readonly string[];
      readonly rule: string | null;
    }
  | { readonly code: 'ForbidWith'; readonly key: string }
  | { readonly code: 'KeyOfAnyOf'; readonly key: string }
  | { readonly code: 'NestedAnyOf' }
  /** Where it is no member of a choice. */
  | { readonly code: 'AllOfOutOfPlace' }
  | { readonly code: 'AnyOfWithoutName' }
  | KindMistake
  | { readonly code: 'InferredRequired' }
  | { readonly code: 'DuplicateName'; readonly name: string; readonly first: string }
  | { readonly code: 'RequiredAndForbidden'; readonly id: string; readonly forbidden: string; readonly first: string }
  | { readonly code: 'FromProfileAtLooserLevel'; readonly id: string; readonly first: string }
  // project files
  | { readonly code: 'TwoVariants'; readonly definition: string; readonly variant: string }
  | { readonly code: 'NoFeatures'; readonly definition: string; readonly name: string }
  | { readonly code: 'NoParameters'; readonly definition: string; readonly name: string }
  /** Its value is never shown: it may be a secret. */
  | { readonly code: 'SecretInFile'; readonly key: string }
  | { readonly code: 'NotAVariable'; readonly key: string }
  | { readonly code: 'PasswordInClear'; readonly host: string }
  | { readonly code: 'NobodySendsMail'; readonly address: string }
  // variants and inheritance
  | { readonly code: 'NoDefaultVariant' }
  | { readonly code: 'TwoDefaultVariants'; readonly first: string; readonly second: string }
  | { readonly code: 'OmitWithoutExtends' }
  | { readonly code: 'OmitMatchesNothing'; readonly id: string; readonly nearest: readonly string[] }
  | { readonly code: 'ExtendsVariant'; readonly id: string; readonly variant: string }
  | { readonly code: 'ExtendsFeature'; readonly id: string; readonly feature: string }
  | { readonly code: 'ExtendsCycle'; readonly chain: readonly string[] }
  | { readonly code: 'ExtendsTooLong'; readonly limit: number }
  | { readonly code: 'ExtendsTooLarge'; readonly limit: number };

export type MistakeCode = Mistake['code'];

/** The one exception of this folder: a mistake and where it is, and what else is wrong. Nothing in it comes from the org. */
export class DefinitionMistake extends Error {
  public readonly mistake: Mistake;
  public readonly place: Place | null;
  /** What else is wrong in the same definition, behind this in its file. */
  public readonly others: readonly DefinitionMistake[];

  public constructor(mistake: Mistake, place: Place | null, others: readonly DefinitionMistake[] = []) {
    super(place === null ? mistake.code : `${formatPlace(place)}: ${mistake.code}`);
    this.name = 'DefinitionMistake';
    this.mistake = mistake;
    this.place = place;
    this.others = others;
  }

  public get code(): MistakeCode {
    return this.mistake.code;
  }
}

/** `file:line:column`, as editors and terminals link it; the file alone when there is no line. */
export const formatPlace = ({ file, line, column }: Place): string =>
  line === undefined ? file : `${file}:${line}:${column ?? 1}`;
