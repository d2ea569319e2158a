/** How the steps of a grant or a revoke ended, for people. */
import type { FailureCode } from '../../failureCode.js';
import { stepCodes } from '../../grant/grantOutcome.js';
import type { Outcome, OutcomeCode } from '../../grant/grantOutcome.js';
import { platformCode } from '../../platform/platformCode.js';
import type { PlatformCode } from '../../platform/platformCode.js';
import { below } from '../check/textStyle.js';
import type { TextOptions, Tone } from '../check/textStyle.js';
import { hang } from '../layout.js';
import { needLines } from '../needLines.js';
import { needName } from '../needName.js';
import type { Vocabulary } from '../needName.js';
import { visible } from '../visible.js';

const tones: Readonly<Record<Outcome['result'], Tone>> = {
  done: 'good',
  alreadyDone: 'good',
  skipped: 'unsure',
  failed: 'bad',
};

/** The left edge of what is said behind the word for the result. */
const indent = ' '.repeat(12);

/** Failures that break a step off, and codes of the platform, for which there is something better to say than OTHER. */
const furtherCodes: ReadonlyArray<FailureCode | PlatformCode> = [
  'SESSION_EXPIRED',
  'API_DISABLED',
  'REQUEST_LIMIT',
  'SERVER_UNAVAILABLE',
  'CONNECTION_LOST',
  'NOT_SALESFORCE_ANSWER',
  'ANSWER_TOO_LARGE',
  'GAVE_UP_WAITING',
  ...[
    'FIELD_INTEGRITY_EXCEPTION',
    'LICENSE_LIMIT_EXCEEDED',
    'DUPLICATE_DEVELOPER_NAME',
    'DUPLICATE_VALUE',
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
    'INSUFFICIENT_ACCESS_OR_READONLY',
    'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
    'INVALID_CROSS_REFERENCE_KEY',
    'UNABLE_TO_LOCK_ROW',
  ].map(platformCode),
];

/** Codes with a sentence of their own: all of ours, and those for which there is something better to say than OTHER. */
export const adviceCodes: ReadonlySet<OutcomeCode> = new Set<OutcomeCode>([...stepCodes, ...furtherCodes]);

/** What to do about a step that failed, why it was skipped, or what it left, by the code. */
export const outcomeAdvice = ({ step, result, code, refused }: Outcome, { words }: TextOptions): string[] => {
  if (code === undefined) return [];
  // Whatever the org said: what matters is the set that is there now.
  if (step === 'removeSet' && refused) return [words('advice.SET_STAYS')];
  if (adviceCodes.has(code)) return [words(`advice.${code}`)];
  return result === 'failed' ? [words('advice.OTHER')] : [];
};

/** What did not stick, or could not be read, as it is called in a report of findings. */
const aboutLines = ({ about = [] }: Outcome, vocabulary: Vocabulary, { words, width }: TextOptions): string[] =>
  needLines(
    about.map(({ id, need }) => ({ need, name: need ? needName(need, vocabulary) : id })),
    { schema: vocabulary.schema, words },
  ).flatMap((line) => hang(`${indent}- `, visible(line), width));

/**
 * One line for each step, what it is about, and what to do about those that failed.
 * @throws Error where a need has no name in messages/finding.md
 */
export const outcomeText = (outcomes: readonly Outcome[], vocabulary: Vocabulary, options: TextOptions): string => {
  const { words, paint, width } = options;
  return outcomes
    .flatMap((outcome) => {
      const { step, user, result, detail, about } = outcome;
      const word = words(`outcome.${result}`);
      const parts = [words(`step.${step}`), user, about ? '' : detail].filter(
        (part) => part !== undefined && part !== '',
      );
      const [first = '', ...rest] = hang(indent, visible(parts.join(': ')), width);
      return [
        `  ${paint(tones[result], word)}${' '.repeat(Math.max(1, 10 - word.length))}${first.trimStart()}`,
        ...rest,
        ...aboutLines(outcome, vocabulary, options),
        ...below('', outcomeAdvice(outcome, options), options, indent),
      ];
    })
    .join('\n');
};
