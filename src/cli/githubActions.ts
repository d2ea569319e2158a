/** What GitHub Actions wants of a command that runs in it. The environment is read here and nowhere else. */

/** Where the summary of the step goes; null where there is no file for it. */
export type GithubStep = { readonly summaryFile: string | null };

/** The step of GitHub Actions in which this runs; null where it runs elsewhere. */
export const githubStep = (environment: NodeJS.ProcessEnv): GithubStep | null => {
  if (environment.GITHUB_ACTIONS !== 'true') return null;
  const file = environment.GITHUB_STEP_SUMMARY ?? '';
  return { summaryFile: file === '' ? null : file };
};
