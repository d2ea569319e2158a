/** The slips that are known of who does not know YAML, and what is told of one. */

/** The slips; each has its sentence `yaml.<slip>` in messages/definition.md, and its advice `yaml.<slip>.do`. */
export const yamlSlips = [
  'colonInText',
  'colonWithoutBlank',
  'colonMissing',
  'dashWithoutBlank',
  'dashInText',
  'dashAlone',
  'bullet',
  'itemBesideKeys',
  'deeper',
  'deeperItem',
  'shifted',
  'indent',
  'quoteOpen',
  'quoteWithin',
  'escape',
  'mark',
  'markBeforeKey',
  'blank',
  'comment',
  'commentWithoutBlank',
  'bracketOpen',
  'bracketWithin',
  'bracketRemark',
  'bracketClosing',
  'bracketText',
  'commaMissing',
  'commaTwice',
  'commaBetween',
  'block',
  'curly',
] as const;

export type YamlSlip = (typeof yamlSlips)[number];

/** A slip with what its sentence and its advice hold, and where it is in the text. */
export type FoundSlip = {
  readonly slip: YamlSlip;
  readonly tokens: readonly string[];
  readonly advice: readonly string[];
  readonly offset: number;
};

/** What is told of a slip. */
export type ToldSlip = Pick<FoundSlip, 'slip' | 'tokens' | 'advice'>;
