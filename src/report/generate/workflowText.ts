/** What `generate workflow` has done, for people. */
import { hang } from '../layout.js';
import { isOrgPattern } from '../../generate/workflow/workflowPlan.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { WorkflowResult } from './workflowResult.js';

export type WorkflowTextOptions = {
  readonly words: Words;
  readonly width: number;
  readonly dryRun: boolean;
  /** Whether there is a project file, without which a look knows of no integration. */
  readonly hasProject: boolean;
};

/** How many orgs and patterns the parts have, and that there are too many parts, where that is known. */
const partSentences = (orgs: WorkflowResult['orgs'], shards: number, words: Words): string[] => {
  const patterns = orgs.filter(({ alias }) => isOrgPattern(alias)).length;
  const named = orgs.length - patterns;
  const counts = [
    ...(named === 0 ? [] : [words(named === 1 ? 'report.count.org' : 'report.count.orgs', [String(named)])]),
    ...(patterns === 0
      ? []
      : [words(patterns === 1 ? 'report.count.pattern' : 'report.count.patterns', [String(patterns)])]),
  ];
  return [
    words('report.parts', [String(shards), counts.length > 1 ? words('report.count.both', counts) : counts.join('')]),
    // Nobody knows how many orgs a pattern means.
    ...(patterns === 0 && named < shards ? [words('report.parts.many', [String(named)])] : []),
  ];
};

/** The text; of a dry run with the files themselves. */
export const workflowText = (
  { type, files, orgs, shards, variables }: WorkflowResult,
  { words, width, dryRun, hasProject }: WorkflowTextOptions,
): string => {
  const sentences = [
    ...(hasProject ? [] : [words('report.noProject')]),
    ...files.map(({ path, written }) => words(written ? 'report.written' : 'report.there', [visible(path)])),
    words(`report.next.${type}`),
    ...(shards === 0
      ? [words('report.logins', [orgs.map(({ alias, login }) => `${login} (${alias})`).join(', ')])]
      : [
          ...partSentences(orgs, shards, words),
          words('report.parts.logins', [[...new Set(orgs.map(({ login }) => login))].join(', ')]),
        ]),
    ...(variables.length === 0 ? [] : [words('report.variables', [variables.join(', ')])]),
  ];
  if (dryRun)
    return files
      .map(({ path, text }) => `# ${visible(path)}\n${text}`)
      .join('\n')
      .trimEnd();
  return sentences.flatMap((sentence) => hang('', sentence, width)).join('\n');
};
