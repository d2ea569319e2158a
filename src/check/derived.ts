import type { Answer, Hint } from '../access/answer.js';
import { anyAnswer, no, unknown, yes } from '../access/answer.js';
import type { AccessRule } from '../access/derivedObjects.js';
import { blanketPermissions } from '../access/implications.js';
import { keyOf } from '../access/names.js';
import { gap } from '../access/snapshot.js';
import type { GrantedBy } from '../access/snapshot.js';
import type { ObjectAccess } from '../definition/requirement.js';
import type { Context } from './context.js';
import { objectId, userPermissionId } from './context.js';
import type { Verdict } from './finding.js';
import { licenseForbidsPermission } from './license.js';

/** What a derived rule came to: the answer, and for a no the requirement ids that would turn it into a yes. */
export type RuleOutcome = {
  readonly answer: Answer;
  readonly missing: readonly string[];
  /** Nothing narrower than a blanket permission would do (View All Data, Manage Users …). */
  readonly blanketOnly: boolean;
  /** No permission gives it at all. */
  readonly never: boolean;
  /** The user's licences do not allow what is missing (fact A20). */
  readonly forbidden: boolean;
  /** An object that the rule looks at and to which access can never be given; null where there is none. */
  readonly hopeless: Verdict | null;
};

/** How the rules judge the access to the objects that they look at. */
export type JudgeObject = (sobject: string, access: ObjectAccess) => Verdict;

const blanket = new Set(blanketPermissions.map(keyOf));

const leaf = (context: Context, name: string): RuleOutcome => {
  const answer = context.access.userPermission(name);
  return {
    answer: answer.answer === 'no' ? no(answer.why.reason === 'absent' ? answer.why.hints : []) : answer,
    missing: answer.answer === 'yes' ? [] : [userPermissionId(context.schema, name)],
    blanketOnly: blanket.has(keyOf(name)) && !context.namedPermissions.has(keyOf(name)),
    never: answer.answer === 'no' && answer.why.reason === 'noSuchPermission',
    forbidden: answer.answer === 'no' && licenseForbidsPermission(context, name),
    hopeless: null,
  };
};

const parentObject = (context: Context, sobject: string, access: ObjectAccess, result: Verdict): RuleOutcome => ({
  answer:
    result.status === 'met'
      ? yes(result.grantedBy)
      : result.status === 'unknown'
        ? unknown(result.gap ?? gap('NOT_ANSWERED', sobject, '').gap)
        : no(result.hints),
  missing: result.status === 'met' ? [] : [objectId(context.schema, sobject, access)],
  blanketOnly: false,
  never: false,
  forbidden: false,
  hopeless: result.status === 'impossible' ? result : null,
});

const hintsOf = (answer: Answer): readonly Hint[] =>
  answer.answer === 'no' && answer.why.reason === 'absent' ? answer.why.hints : [];

const everyOf = (outcomes: readonly RuleOutcome[]): RuleOutcome => {
  const short = outcomes.filter((outcome) => outcome.answer.answer !== 'yes');
  const refused = short.filter((outcome) => outcome.answer.answer === 'no');
  const unclear = short.find((outcome) => outcome.answer.answer === 'unknown');
  const grantedBy = outcomes.flatMap(({ answer }): readonly GrantedBy[] =>
    answer.answer === 'yes' ? answer.grantedBy : [],
  );
  // A part that is surely missing settles the matter, whatever could not be read about the others.
  const answer: Answer =
    refused.length > 0
      ? no(refused.flatMap((outcome) => hintsOf(outcome.answer)))
      : (unclear?.answer ?? yes(grantedBy));
  return {
    answer,
    missing: refused.flatMap((outcome) => outcome.missing),
    blanketOnly: refused.some((outcome) => outcome.blanketOnly),
    never: refused.some((outcome) => outcome.never),
    forbidden: refused.some((outcome) => outcome.forbidden),
    hopeless: refused.find((outcome) => outcome.hopeless)?.hopeless ?? null,
  };
};

const someOf = (outcomes: readonly RuleOutcome[]): RuleOutcome => {
  const answer = anyAnswer(outcomes.map((outcome) => outcome.answer));
  const preferred =
    outcomes.find((o) => !o.blanketOnly && !o.never && !o.forbidden && !o.hopeless) ??
    outcomes.find((o) => !o.never && !o.forbidden && !o.hopeless) ??
    outcomes.find((o) => !o.never) ??
    outcomes[0];
  return {
    answer,
    missing: answer.answer === 'yes' ? [] : (preferred?.missing ?? []),
    blanketOnly: preferred?.blanketOnly ?? false,
    never: preferred?.never ?? true,
    forbidden: preferred?.forbidden ?? false,
    hopeless: preferred?.hopeless ?? null,
  };
};

/**
 * Evaluates the rule of a derived object (facts B11) against the user's access. An object that it looks at is judged as
 * any other: one that this org lacks, or that no license allows, makes what follows it impossible too.
 */
export const evaluateRule = (context: Context, rule: AccessRule, judgeObject: JudgeObject): RuleOutcome => {
  switch (rule.rule) {
    case 'always':
      return { answer: yes([]), missing: [], blanketOnly: false, never: false, forbidden: false, hopeless: null };
    case 'never':
      return { answer: no(), missing: [], blanketOnly: false, never: true, forbidden: false, hopeless: null };
    case 'userPermission':
      return leaf(context, rule.name);
    case 'object':
      return parentObject(context, rule.sobject, rule.access, judgeObject(rule.sobject, rule.access));
    case 'all':
      return everyOf(rule.of.map((part) => evaluateRule(context, part, judgeObject)));
    case 'any':
      return someOf(rule.of.map((part) => evaluateRule(context, part, judgeObject)));
  }
};
