/**
 * What was read of the automation that runs when records of one object are saved: plain data, as the org tells it. Only what
 * is active stands here (facts L1-L19).
 */
import type { Reading } from './snapshot.js';

/** What all of it has in common: its id, its name as Setup shows it, and the package that it belongs to. */
type Named = { readonly id: string; readonly name: string; readonly namespace: string | null };

/** A validation rule; its formula is told one rule at a time (fact L3). */
export type ValidationRule = Named & { readonly formula: Reading<string> };

/** One comparison of a flow: of its start, or of a decision (facts L5, L8). */
export type FlowCondition = {
  /** What is compared: `$Record.Status`, `$User.Bypass__c`, the name of a formula, constant or variable. */
  readonly left: string;
  /** In the words of the platform: `EqualTo`, `IsChanged` … */
  readonly operator: string;
  readonly right: FlowValue;
};

/** A value as flows write it; `reference` is the name of something else. */
export type FlowValue =
  | { readonly is: 'text'; readonly value: string }
  | { readonly is: 'flag'; readonly value: boolean }
  | { readonly is: 'number'; readonly value: number }
  | { readonly is: 'reference'; readonly value: string }
  | { readonly is: 'other' };

/** Comparisons and how they are joined: `and`, `or`, or by number: `1 AND (2 OR 3)`. */
export type FlowConditions = { readonly logic: string; readonly all: readonly FlowCondition[] };

/** Which records an element writes. */
export type FlowTarget =
  | { readonly is: 'trigger' }
  /** Records of an object, found by filters; `isTrigger`: by the id of the record that started the flow. */
  | { readonly is: 'object'; readonly sobject: string; readonly isTrigger: boolean }
  /** What a variable or an element holds. */
  | { readonly is: 'variable'; readonly name: string };

/** One step of a flow, and where it leads; null ends the flow there. */
export type FlowElement = { readonly next: string | null } & (
  | {
      readonly type: 'decision';
      readonly outcomes: ReadonlyArray<
        FlowConditions & {
          readonly next: string | null;
          /** Taken only where the record has not met the conditions before. */
          readonly onlyWhenNewlyMet: boolean;
        }
      >;
    }
  | {
      readonly type: 'assignment';
      readonly to: readonly string[];
      /** Those of them that get a plain value, which is not blank. */
      readonly filled: readonly string[];
    }
  | {
      readonly type: 'update';
      readonly target: FlowTarget;
      readonly fields: readonly string[];
      /** Those of them that get a plain value, which is not blank. */
      readonly filled: readonly string[];
      readonly fault: string | null;
    }
  | {
      readonly type: 'create' | 'delete';
      readonly target: FlowTarget;
      readonly fault: string | null;
    }
  | {
      readonly type: 'lookup';
      /** Where it puts what it finds: `$Record.Phone`. */
      readonly to: readonly string[];
      readonly fault: string | null;
    }
  | { readonly type: 'loop'; readonly body: string | null }
  | { readonly type: 'customError' }
  /** Something that is not looked into: an Apex action, a subflow, an element that is not known here. */
  | { readonly type: 'opaque'; readonly what: string; readonly fault: string | null }
);

/** When a flow of an object runs. */
export type FlowStart = {
  readonly sobject: string;
  readonly timing: 'beforeSave' | 'afterSave';
  readonly onCreate: boolean;
  readonly onUpdate: boolean;
  readonly filters: FlowConditions;
  readonly filterFormula: string | null;
  /** On updates it starts only where the record has not met the conditions before. */
  readonly onlyWhenNewlyMet: boolean;
  readonly next: string | null;
  /** Paths that run after the save, which they cannot refuse any more. */
  readonly later: readonly string[];
};

/** The active version of a flow as it is walked. */
export type FlowDefinition = {
  readonly start: FlowStart;
  readonly elements: ReadonlyMap<string, FlowElement>;
  /** Formulas and constants, by the key of their name. */
  readonly formulas: ReadonlyMap<string, string>;
  readonly constants: ReadonlyMap<string, FlowValue>;
  /** Objects of the records that variables and elements hold, by the key of their name; an empty name: unknown. */
  readonly holds: ReadonlyMap<string, string>;
};

/** A flow that records of the object start, or a process of the Process Builder. */
export type RecordFlow = Named & {
  readonly label: string;
  readonly definition: Reading<FlowDefinition>;
};

/** A process of the Process Builder, which names its object inside; an empty name: it could not be told. */
export type Process = RecordFlow & { readonly sobject: Reading<string> };

/** One criterion of a rule: a field, an operation in the words of the platform, and what stands beside it. */
export type Criterion = {
  /** Whose field it is: of the record, of the user who saves it, or of something else. */
  readonly of: 'record' | 'user' | 'other';
  readonly field: string;
  readonly operation: string;
  /** Values, with commas between them, of which one has to fit. */
  readonly value: string;
  /** A field to compare with, in place of a value; empty where there is none. */
  readonly valueField: string;
};

/** Criteria and how they are joined: `and`, or by number: `1 AND (2 OR 3)`. */
export type Criteria = { readonly logic: string; readonly all: readonly Criterion[] };

/** A workflow rule with what it does. */
export type WorkflowRule = Named & { readonly content: Reading<WorkflowContent> };

export type WorkflowContent = {
  readonly sobject: string;
  /** Not on updates at all; updates that newly meet the criteria; every update. */
  readonly onUpdate: 'never' | 'newlyMet' | 'always';
  /** Null where it goes by criteria. */
  readonly formula: string | null;
  /** Null where neither criteria nor a formula were told. */
  readonly criteria: Criteria | null;
  /** Types and names of its actions. */
  readonly actions: ReadonlyArray<{ readonly type: string; readonly name: string }>;
  /** Fields that its field updates write; null where one of them could not be told. */
  readonly writes: readonly string[] | null;
};

/** An Apex trigger, by the events that can meet a create or an edit. */
export type ApexTrigger = Named & {
  readonly onInsert: boolean;
  readonly onUpdate: boolean;
};

/** What a duplicate rule does with a record that looks like another one (fact L14). */
export type DuplicateAction = 'block' | 'alert' | 'pass';

export type DuplicateContent = {
  readonly onInsert: DuplicateAction;
  readonly onUpdate: DuplicateAction;
  /** Which records and users it is for. */
  readonly criteria: Criteria;
};

export type DuplicateRule = Named & { readonly content: Reading<DuplicateContent> };

/** An approval process; records that wait for an approval are locked, unless `lock` is `none` (fact L17). */
export type ApprovalProcess = Named & { readonly lock: string };

/** All of it for one object; each list apart, as each can be unreadable by itself. */
export type ObjectAutomation = {
  readonly validationRules: Reading<readonly ValidationRule[]>;
  readonly flows: Reading<readonly RecordFlow[]>;
  readonly processes: Reading<readonly Process[]>;
  readonly workflowRules: Reading<readonly WorkflowRule[]>;
  readonly triggers: Reading<readonly ApexTrigger[]>;
  readonly duplicateRules: Reading<readonly DuplicateRule[]>;
  readonly approvals: Reading<readonly ApprovalProcess[]>;
};

/** A value that a condition names, as it was read of user or org; an id may be compared in two lengths (fact V2). */
export type ReadFact =
  | {
      readonly state: 'known';
      readonly value: string | number | boolean | null | { readonly kind: 'id'; readonly id: string };
    }
  | { readonly state: 'absent' }
  /** `needs`: the user permission that would let the runner read it. */
  | { readonly state: 'unreadable'; readonly needs?: string };

/** One value of a picklist (fact O5). */
export type PicklistEntry = { readonly value: string; readonly isActive: boolean };

/** A record type of an object that is active, with the values of the picklists that it opens. */
export type RecordType = {
  readonly name: string;
  /** Values by the key of the field; a field that is not there has no values of its own. Left unread where nobody needs it. */
  readonly values: Reading<ReadonlyMap<string, readonly string[]>>;
};

/** The picklists of one object that were asked for, by the key of the field, and its active record types. */
export type ObjectPicklists = {
  readonly fields: ReadonlyMap<string, Reading<readonly PicklistEntry[]>>;
  readonly recordTypes: Reading<readonly RecordType[]>;
};

/** Hours of one weekday in which a login is allowed, in minutes after midnight in the time zone of the org (fact M16). */
export type LoginHours = { readonly day: string; readonly from: number; readonly to: number };

/** What the profile says of logins; empty lists: no restriction (fact M16). */
export type ProfileRules = {
  readonly isCustom: boolean;
  readonly loginHours: readonly LoginHours[];
  readonly ipRanges: ReadonlyArray<{ readonly from: string; readonly to: string }>;
  /** Record types that the profile makes visible, by the key of `Lead.Business`. */
  readonly recordTypes: ReadonlySet<string>;
};
