/** Where something stands in the text of a formula: from `start` up to, not including, `end`, counted in UTF-16 units. */
export type Span = { readonly start: number; readonly end: number };

/** The operators by one spelling each: `==` is read as `=`, `!=` as `<>`. */
export type Operator = '||' | '&&' | '=' | '<>' | '<' | '<=' | '>' | '>=' | '+' | '-' | '&' | '*' | '/' | '^';

/** What a formula can name. Names stand as written; they compare without regard to case. */
export type Reference =
  /** A field of the record itself: `Amount`, and in flows `{!$Record.Amount}`. */
  | { readonly kind: 'field'; readonly name: string }
  /** In flows, the field as it was before the save: `{!$Record__Prior.Amount}`. */
  | { readonly kind: 'prior'; readonly name: string }
  /** A field of another record: `Account.Owner.Name`, `Owner:User.IsActive`; `prior`: reached from `$Record__Prior`. */
  | { readonly kind: 'related'; readonly path: readonly string[]; readonly prior: boolean }
  /** What `$` reaches: `$User.Bypass__c` is `$User` with the path `Bypass__c`. */
  | { readonly kind: 'global'; readonly global: string; readonly path: readonly string[] }
  /** In flows, a resource of the flow, such as a variable: `{!isBypassed}`, `{!Get_Account.Name}`. */
  | { readonly kind: 'resource'; readonly path: readonly string[] };

/** One node of the tree of a formula. */
export type Expression = Span &
  (
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'null' }
    | { readonly kind: 'reference'; readonly reference: Reference }
    /** `name` in upper case, since functions are written in any case. */
    | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
    | { readonly kind: 'not' | 'minus' | 'plus'; readonly operand: Expression }
    /**
     * Operands joined by operators of one rank, from left to right: `a - b + c` is `first` a and `rest` (- b), (+ c). A list
     * and not a pair of sides, so that a long chain makes no deep tree.
     */
    | { readonly kind: 'chain'; readonly first: Expression; readonly rest: readonly ChainLink[] }
  );

/** One more operand of a chain, with the operator before it. */
export type ChainLink = { readonly operator: Operator; readonly operand: Expression };

/** Why a text is not a formula; each code has its sentence in messages. */
export type FormulaMistake = {
  readonly code: 'empty' | 'tooLong' | 'tooDeep' | 'openText' | 'openComment' | 'unexpected' | 'unexpectedEnd';
  /** Where it was noticed, counted from 0. */
  readonly at: number;
  /** What stands there, cut to a few characters; it comes from the org, so it is hostile text. */
  readonly found?: string;
};

/** The tree, or why there is none. */
export type ParsedFormula =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly mistake: FormulaMistake };
