import type { Judged as AutomationJudged } from '../automation/automationDetail.js';
import type { Finding } from '../kinds/finding.js';
import { isRuleNeed, kindOf } from '../kinds/kinds.js';
import { nameSought } from '../kinds/nearestNames.js';
import type { NameSought } from '../kinds/nearestNames.js';
import { keyOf, sameName } from '../platform/names.js';
import { objectAccesses } from '../platform/objectAccess.js';
import type { Verdict } from '../kinds/verdict.js';
import { automationSteps } from './automationSteps.js';
import { groupBy, unique } from './groups.js';
import { withPlainCommands } from './markedCommands.js';
import { needName, sourceName } from './needName.js';
import type { Vocabulary } from './needName.js';
import { fill, given, sentence, textsOf } from './texts.js';
import type { Texts, Tokens } from './texts.js';
import { visible } from './visible.js';

/**
 * Why a piece of automation has its verdict, in one sentence.
 * @throws Error where messages/finding.md has no section `automation.<reason>`
 */
export const reasonOf = ({ reason, args }: AutomationJudged, texts: Texts): string =>
  fill(sentence(`automation.${reason}`, texts), (name) => visible(args[Number(name) - 1] ?? ''));

/** Looks up a sentence of a command's message file and fills its `%s`. */
export type Words = (key: string, tokens?: string[]) => string;

/** A verdict, and what was judged where that is known: a finding. */
type JudgedFinding = Verdict & Partial<Pick<Finding, 'need'>>;

/** What a finding says to people. */
export type Sentences = {
  readonly message: string;
  /** Things that are assigned and would grant it, and why they do not. */
  readonly hintTexts: readonly string[];
  readonly actions: readonly string[];
};

const accessWords: ReadonlySet<string> = new Set(objectAccesses);

const isSettled = ({ status }: Verdict): boolean => status === 'met' || status === 'notApplicable';

/** Whether a verdict about this need names the access behind its subject: choices tell what one of their members lacks. */
const namesAccess = (need: JudgedFinding['need']): boolean =>
  need === undefined || 'access' in need || 'members' in need;

/** The arguments of a code for people. The second one may be a word of access; a name that looks like one stays a name. */
const argumentWords = ({ args, code, need }: JudgedFinding, { texts }: Vocabulary): string[] =>
  args.map((arg, position) => {
    if (position === 1 && accessWords.has(arg) && namesAccess(need)) return sentence(`access.${arg}`, texts);
    const suggests = (code === 'HISTORY_OFF' || code === 'NO_FIELD_TRACKED') && position === 1;
    return suggests && arg !== '' ? fill(sentence('suggestedFields', texts), given({ 1: visible(arg) })) : visible(arg);
  });

/** As a shell takes it for one word: an example may hold blanks. */
const shellWord = (text: string): string =>
  /^[\w.,:=@*-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The members of a choice, numbered: `(1) Transfer Leads, (2) View All Records on User`. */
const ways = (need: Finding['need'], vocabulary: Vocabulary): string =>
  need.kind !== 'anyOf'
    ? ''
    : need.members
        .map((member, at) => {
          const names = member.map((one) => needName(one.need, vocabulary));
          return `(${at + 1}) ${names.join(` ${sentence('and', vocabulary.texts)} `)}`;
        })
        .join('; ');

/** `is missing`, or of several things `are missing`. */
const missingWord = (number: number, { texts }: Vocabulary): string =>
  sentence(number > 1 ? 'areMissing' : 'isMissing', texts);

/** `Account.Name, Account.Phone`, of the names of fields in one text. */
const qualified = (sobject: string, names: string): string =>
  names
    .split(', ')
    .map((field) => `${visible(sobject)}.${field}`)
    .join(', ');

/**
 * The words of a finding's sentences: its arguments by number, and by name what it needs (`need`), what stands in the way
 * (`blockers`, with `isMissing` for one or several of them), what is named beside it (`besides`), where it comes from (`sources`), the ways of a choice (`ways`) and the least that has to be there (`minimum`);
 * also its `object`, and of a picklist value both value and field (`valueOfField`); of a deed its `deed`, of fields that every new record must have
 * those with their object (`requiredFields`), of a parameter
 * the flag that fills it in (`set`), and the one that says that there is nothing to fill in (`setNone`).
 */
const tokensOf = (finding: JudgedFinding, vocabulary: Vocabulary): Tokens => {
  const { need, blockers, grantedBy } = finding;
  const words = argumentWords(finding, vocabulary);
  return (name) => {
    switch (name) {
      case 'need':
        return need ? needName(need, vocabulary) : (words[0] ?? '');
      case 'blockers':
        return unique(blockers.map((blocker) => needName(blocker, vocabulary))).join(', ') || (words.at(-1) ?? '');
      case 'isMissing':
        return missingWord(unique(blockers.map((blocker) => needName(blocker, vocabulary))).length, vocabulary);
      case 'besidesMissing':
        return missingWord(
          unique((finding.besides ?? []).map((entry) => needName(entry, vocabulary))).length,
          vocabulary,
        );
      case 'besides':
        return unique((finding.besides ?? []).map((entry) => needName(entry, vocabulary))).join(', ');
      case 'sources':
        return unique(grantedBy.map((source) => sourceName(source, vocabulary))).join('; ');
      case 'ways':
        return need ? ways(need, vocabulary) : '';
      case 'object':
        return need && 'sobject' in need ? visible(need.sobject) : '';
      case 'valueOfField':
        return need && 'value' in need
          ? fill(
              sentence('valueOfField', vocabulary.texts),
              given({ value: visible(need.value), field: visible(need.field) }),
            )
          : '';
      case 'set':
        return `--set ${shellWord(`${words[0] ?? ''}=${words[2] ?? ''}`)}`;
      case 'requiredFields':
        // With their object: of several objects the steps are told together.
        return need?.kind === 'requiredFields' ? qualified(need.sobject, words[1] ?? '') : '';
      case 'deed':
        return need?.kind === 'manual' ? need.name : '';
      case 'setNone':
        return `--set ${words[0] ?? ''}=`;
      case 'minimum':
        return (need && 'minimum' in need ? need.minimum : [])
          .map((access) => sentence(`access.${access}`, vocabulary.texts))
          .join(', ');
      default:
        return words[Number(name) - 1] ?? '';
    }
  };
};

/** What next steps differ by beside the code: what the judgement says, or the part that could not be read. */
const variantOf = ({ variant, gap }: Pick<JudgedFinding, 'variant' | 'gap'>): string => variant ?? gap?.part ?? '';

/** What needs have in common whose next steps are told together; undefined where each is told by itself. */
const commonStepsOf = (need: Finding['need'], variant?: string): string | undefined =>
  isRuleNeed(need) ? kindOf(need).stepsTogether?.(need, variant) : undefined;

/** Whether the next steps of a finding are told together with those of others of its kind. */
export const isToldTogether = ({ need }: Pick<Finding, 'need'>): boolean => commonStepsOf(need) !== undefined;

/** Findings with the same key have the same next steps: those about picklists by object, and record types by field. */
export const actionKey = (finding: Pick<JudgedFinding, 'code' | 'variant' | 'gap' | 'args' | 'need'>): string => {
  const { code, need, args } = finding;
  const common = need && commonStepsOf(need, finding.variant);
  // Each deed is told by itself: sentences of a definition do not make one sentence.
  if (need?.kind === 'manual') return `${code} ${need.name}`;
  // Each feature brings objects of its own.
  if (finding.variant === 'feature') return `${code} feature ${args[1] ?? ''}`;
  const together = common === undefined ? '' : ` ${common} ${args.slice(2).join(' ')}`;
  return `${code} ${variantOf(finding)}${together}`;
};

/** The sentence: that of the variant where it has one of its own. */
const messageText = ({ code, variant }: JudgedFinding, texts: Texts): string =>
  (variant === undefined ? undefined : texts(`${code}.${variant}`)[0]) ?? sentence(code, texts);

/** The texts of the next steps; what could not be read names the permission that opens it, where one is known. */
const actionTexts = (finding: JudgedFinding, { texts }: Vocabulary): readonly string[] => {
  const variant = variantOf(finding);
  const own = variant === '' ? [] : texts(`${finding.code}.${variant}.actions`);
  return own.length > 0 ? own : textsOf(`${finding.code}.actions`, texts);
};

/** The name that the org does not have, with those that may have been meant; null where it is about another matter. */
const soughtBy = (finding: JudgedFinding, { schema }: Vocabulary): NameSought | null =>
  finding.need && schema
    ? nameSought(
        {
          code: finding.code,
          need: finding.need,
          ...(finding.sought === undefined ? {} : { sought: finding.sought }),
          ...(finding.variant === undefined ? {} : { variant: finding.variant }),
        },
        schema,
      )
    : null;

/** What to do about one misspelt name, told by the name itself where several needs hold it. */
const didYouMean = (
  findings: readonly JudgedFinding[],
  { name, meant }: NameSought,
  vocabulary: Vocabulary,
): string => {
  const [first, ...others] = findings;
  const need = first && others.length === 0 ? tokensOf(first, vocabulary)('need') : visible(name);
  return fill(sentence('didYouMean', vocabulary.texts), given({ 1: meant.map(visible).join(', '), need }));
};

/** Words that belong into a command line: of several findings they stand beside each other, so that they can be pasted. */
const commandTokens: ReadonlySet<string> = new Set(['set', 'setNone']);

/** Words of several findings as one: each word once. */
const together =
  (all: readonly Tokens[]): Tokens =>
  (name) =>
    unique(all.map((tokens) => tokens(name))).join(commandTokens.has(name) ? ' ' : ', ');

const isAboutAutomation = ({ code }: JudgedFinding): boolean =>
  code === 'AUTOMATION_BLOCKS' || code === 'AUTOMATION_TO_REVIEW';

/** What to do about findings of one code, the commands still marked. */
const actionsFor = (findings: readonly JudgedFinding[], vocabulary: Vocabulary): string[] => {
  const [first] = findings;
  if (!first || isSettled(first)) return [];
  const byPiece = unique(findings.flatMap((finding) => automationSteps(finding, vocabulary.texts)));
  if (byPiece.length > 0 && isAboutAutomation(first)) return byPiece;
  const told = findings.map((finding) => ({ finding, sought: soughtBy(finding, vocabulary) }));
  const misspelt = told.flatMap(({ finding, sought }) => (sought ? [{ finding, sought }] : []));
  const others = told.flatMap(({ finding, sought }) => (sought ? [] : [finding]));
  const tokens = together(others.map((finding) => tokensOf(finding, vocabulary)));
  return [
    // A misspelled name is the likelier mistake: nothing else is advised then.
    ...groupBy(misspelt, ({ sought }) => keyOf(sought.name)).flatMap((same) =>
      same[0]
        ? [
            didYouMean(
              same.map(({ finding }) => finding),
              same[0].sought,
              vocabulary,
            ),
          ]
        : [],
    ),
    ...(others.length === 0 ? [] : actionTexts(first, vocabulary).map((action) => fill(action, tokens))),
    // What could not be read in full may hold pieces that are known.
    ...byPiece,
  ];
};

/**
 * What to do about findings of one code, said once for all of them.
 * @throws Error where a code has no section in messages/finding.md
 */
export const actionsOf = (findings: readonly JudgedFinding[], vocabulary: Vocabulary): string[] =>
  actionsFor(findings, vocabulary).map(vocabulary.texts.withLine ?? withPlainCommands);

/**
 * The sentence of a finding and what to do next, made from its code and its data. Org text in them is made harmless.
 * @throws Error where a code has no section in messages/finding.md
 */
export const sentencesOf = (finding: JudgedFinding, vocabulary: Vocabulary): Sentences => {
  const { texts } = vocabulary;
  const tokens = tokensOf(finding, vocabulary);
  return {
    message: fill(messageText(finding, texts), tokens),
    hintTexts: isSettled(finding)
      ? []
      : unique(
          finding.hints.map(({ kind, source }) => fill(sentence(`hint.${kind}`, texts), given({ 1: visible(source) }))),
        ),
    // Scripts read these: the same findings are the same however the command line named them.
    actions: isSettled(finding) ? [] : actionsFor([finding], vocabulary).map(withPlainCommands),
  };
};

/** Longest list of needs in one sentence; what goes beyond is counted. */
const mostNamed = 6;

/** Whether a finding is open because this permission set, which is assigned, does not give what it holds. */
export const isHintedAt = ({ hints }: Pick<Verdict, 'hints'>, permissionSet: string): boolean =>
  hints.some(({ source }) => sameName(source, permissionSet));

/**
 * What to do about things that are assigned and do not give what they hold, each thing once for all that it would give.
 * @throws Error where a kind of hint has no section in messages/finding.md
 */
export const hintActions = (findings: readonly JudgedFinding[], vocabulary: Vocabulary): string[] => {
  const { texts } = vocabulary;
  const pairs = findings.flatMap((finding) => finding.hints.map((hint) => ({ hint, need: finding.need })));
  return groupBy(pairs, ({ hint }) => `${hint.kind} ${hint.source}`).flatMap((same) => {
    const [first] = same;
    if (!first) return [];
    const names = unique(same.flatMap(({ need }) => (need ? [needName(need, vocabulary)] : [])));
    const more = names.length - mostNamed;
    const named = names.slice(0, mostNamed).join(', ');
    const need = more > 0 ? fill(sentence('andMore', texts), given({ names: named, more: String(more) })) : named;
    const words = given({ 1: visible(first.hint.source), need });
    return [fill(sentence(`hint.${first.hint.kind}.actions`, texts), words)].map(texts.withLine ?? withPlainCommands);
  });
};
