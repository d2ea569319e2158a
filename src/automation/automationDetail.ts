/** What is concluded about one piece of automation: plain data; words are made from `reason` in `report`. */

/** The verdicts of design §4, the gravest first. */
export const automationVerdicts = [
  'blocks',
  'mayBlock',
  'loops',
  'changes',
  'unjudged',
  'exempt',
  'unaffected',
] as const;
export type AutomationVerdict = (typeof automationVerdicts)[number];

export const automationTypes = [
  'ValidationRule',
  'Flow',
  'Process',
  'WorkflowRule',
  'ApexTrigger',
  'DuplicateRule',
  'ApprovalProcess',
] as const;
export type AutomationType = (typeof automationTypes)[number];

/** Why; each code has its sentence `automation.<code>` in messages/finding.md. */
export const reasonCodes = [
  'RULE_ALWAYS_TRUE',
  'RULE_DEPENDS_ON_RECORD',
  'RULE_OF_SECOND_SAVE',
  'NEVER_FOR_USER',
  'NEVER_TRUE',
  'NEVER_BY_THESE_WRITES',
  'STORED_RECORDS_OBEY',
  'FORMULA_UNDECIDED',
  'FORMULA_UNREADABLE',
  'FORMULA_NOT_UNDERSTOOD',
  'CONTENT_UNREADABLE',
  'OTHER_EVENTS',
  'FLOW_REFUSES',
  'FLOW_MAY_REFUSE',
  'FLOW_BYPASSED',
  'FLOW_WRITES_BACK',
  'FLOW_WRITES',
  'FLOW_WRITES_RECORDS',
  'FLOW_CALLS',
  'FLOW_UPDATES_UNKNOWN',
  'FLOW_HARMLESS',
  'PROCESS_NOT_JUDGED',
  'WORKFLOW_WRITES_BACK',
  'WORKFLOW_WRITES',
  'WORKFLOW_UPDATES_UNKNOWN',
  'WORKFLOW_CALLS',
  'WORKFLOW_HARMLESS',
  'APEX_NOT_JUDGED',
  'DUPLICATES_BLOCKED',
  'DUPLICATES_ALERTED',
  'DUPLICATES_REPORTED',
  'LOCKED_WHILE_PENDING',
  'LOCK_DOES_NOT_HOLD',
  'NOT_LOCKED',
  'ONLY_CREATES',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** A verdict with its reason. */
export type Judged = {
  readonly verdict: AutomationVerdict;
  readonly reason: ReasonCode;
  /** The words of its sentence, in its order; from the org, so hostile text. */
  readonly args: readonly string[];
};

/** One piece of automation with its verdict. */
export type AutomationDetail = Judged & {
  readonly type: AutomationType;
  readonly name: string;
  readonly namespace: string | null;
  /** Where it stands in Setup, behind the address of the org. */
  readonly path: string;
  /** Of a validation rule that is no exemption, its formula: to be offered with an exemption added. */
  readonly formula?: string;
};

/** The graver of two verdicts, by the order of design §4. */
export const graver = (a: Judged, b: Judged): Judged =>
  automationVerdicts.indexOf(b.verdict) < automationVerdicts.indexOf(a.verdict) ? b : a;
