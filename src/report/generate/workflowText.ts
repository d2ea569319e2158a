/** What `generate workflow` has done, for people. */
import { hang } from '../layout.js';
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
          words('report.parts', [String(orgs.length), String(shards)]),
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
