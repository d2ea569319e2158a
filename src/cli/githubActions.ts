/** What GitHub Actions wants of a command that runs in it. The environment is read here and nowhere else. */

/** Where the summary of the step goes; null where there is no file for it. */
export type GithubStep = { readonly summaryFile: string | null };

/** The step of GitHub Actions in which this runs; null where it runs elsewhere. */
export const githubStep = (environment: NodeJS.ProcessEnv): GithubStep | null => {
  if (environment.GITHUB_ACTIONS !== 'true') return null;
  const file = environment.GITHUB_STEP_SUMMARY ?? '';
  return { summaryFile: file === '' ? null : file };
};

/**
 * A text in which the runner finds no command for itself, whoever has put one into a name: it looks for `::name` at the
 * beginning of each line, blanks before it or not, and for `##[name` anywhere.
 */
export const withoutRunnerCommands = (text: string): string =>
  text.replace(/^(\s*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');

/** The same for JSON, which stays the same data. */
export const jsonWithoutRunnerCommands = (json: string): string => json.replaceAll('##[', '##\\u005b');
