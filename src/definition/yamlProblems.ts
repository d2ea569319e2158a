/** What is not YAML, or is YAML that a file of ours may not use, as mistakes at their places in the text. */
import type { Mistake } from './definitionMistake.js';
import { tabBefore } from './indentSlips.js';
import { triedSlip } from './indentTrials.js';
import type { Verdict } from './indentTrials.js';
import { quotedMark } from './markSlips.js';
import { yamlSlip } from './yamlSlip.js';
import type { FoundSlip } from './foundSlip.js';
import { lineAt, linesAbove, nextLine } from './yamlLines.js';
import { isAlias } from 'yaml';
import type { Document, Node as YamlNode, YAMLError } from 'yaml';

/** What `!!str`, `!!seq` and `!!map` mean is what a definition holds anyway. */
const plainTags = ['str', 'seq', 'map'].map((type) => `tag:yaml.org,2002:${type}`);

/** A mistake, and where in the text it is. */
export type At = { readonly mistake: Mistake; readonly offset: number };

/** What a file may not use, with what to type where a text was meant. */
export const signOf = (code: 'Alias' | 'Anchor' | 'Tag', name: string, text: string, offset: number): At => ({
  mistake: { code, name, typed: quotedMark(text, offset).advice[0] ?? '' },
  offset,
});

/** A slip as a mistake, with the parser's words where it was an error of the parser. */
export const brokenBy = (error: Pick<YAMLError, 'message'>, { offset, ...slip }: FoundSlip): At => ({
  mistake: { code: 'BrokenYaml', reason: error.message, slip },
  offset,
});

/** Whether a line `...` stands above a document, and no `---` begins it. */
const isBehindEnd = (text: string, offset: number): boolean => {
  const line = lineAt(text, offset);
  return !line.text.startsWith('---') && linesAbove(text, line)[0]?.text.startsWith('...') === true;
};

/**
 * What an error of the parser is told as.
 * @param wordAt the word that begins at a place
 * @param judge by which an indentation that is advised is tried; undefined where none is
 */
export const problemOf = (
  error: YAMLError,
  document: Document,
  text: string,
  wordAt: (offset: number) => string,
  judge?: (text: string) => Verdict,
): At => {
  const [offset] = error.pos;
  const tab = tabBefore(text, offset);
  switch (error.code) {
    case 'MULTIPLE_DOCS':
      return {
        mistake: { code: 'ManyDocuments', ...(isBehindEnd(text, offset) ? { isBehindEnd: true } : {}) },
        offset,
      };
    case 'TAB_AS_INDENT':
      return { mistake: { code: 'TabIndent' }, offset };
    case 'TAG_RESOLVE_FAILED':
      return signOf('Tag', wordAt(offset), text, offset);
    default: {
      if (tab !== undefined) return { mistake: { code: 'TabIndent' }, offset: tab };
      const told = yamlSlip(error, document, text);
      // A line that is indented with a tab belongs to the line above it to the parser, which is told.
      const below = told ? undefined : nextLine(text, lineAt(text, offset));
      const tabBelow = below && tabBefore(text, below.start);
      if (tabBelow !== undefined) return { mistake: { code: 'TabIndent' }, offset: tabBelow };
      const slip = judge ? triedSlip(text, told, { code: error.code, offset }, judge) : told;
      if (slip) return brokenBy(error, slip);
      return { mistake: { code: 'BrokenYaml', reason: error.message, slip: null }, offset };
    }
  }
};

/** A tag or an anchor that stands before a node: neither may, and a text may have been meant. */
export const signsBefore = (node: YamlNode | null | undefined, text: string, offset: number): At | undefined => {
  if (!node || isAlias(node)) return undefined;
  const anchor = node.anchor === undefined ? -1 : text.lastIndexOf(`&${node.anchor}`, offset);
  if (node.anchor !== undefined) return signOf('Anchor', `&${node.anchor}`, text, Math.max(anchor, 0));
  // A "!" by itself says nothing to YAML, and is left out of the text. On the line above it may end a remark.
  const [before = ''] = /![ \t]+$/.exec(text.slice(Math.max(0, offset - 80), offset)) ?? [];
  if (before !== '') return signOf('Tag', '!', text, offset - before.length);
  if (node.tag === undefined || plainTags.includes(node.tag)) return undefined;
  const name = node.tag.replace(/^tag:yaml\.org,2002:/, '!!');
  const start = text.lastIndexOf(name, offset);
  return signOf('Tag', name, text, start < 0 ? offset : start);
};
