/** Rules of a definition, and steps by the keys of their sentences (`keyed`) with the commands that do what these ask for. */

export const reports = '{ userPermission: RunReports }';
export const leads = '{ object: Lead }';
export const stages = '{ historyTracking: Opportunity, fields: [StageName] }';
export const share = '{ manual: Share the folder., name: share }';
export const weaker = (rule: string, level = 'recommended'): string => rule.replace(' }', `, level: ${level} }`);
export const grant = 'sf integration grant -i integrations/acme.yml -u ciro@example.com -o admin@example.com --dry-run';
export const grantWith = (...words: readonly string[]): string =>
  grant.replace('--dry-run', words.map((word) => `--include ${word} --dry-run`).join(' '));
export const give = `report.step.grant > ${grant}`;
export const check = 'sf integration check -i integrations/acme.yml -u ciro@example.com -o admin@example.com';
export const again = 'report.step.again > sf again';
export const repeat = 'report.step.repeat > sf again';
/** The step as one that is only recommended. */
export const only = (step: string): string => {
  const [text = '', ...command] = step.split(' > sf ');
  return [`report.step.onlyRecommended [${text}]`, ...command].join(' > sf ');
};
export const track =
  'report.step.track > sf integration history-tracking -i integrations/acme.yml -o admin@example.com --enable --dry-run';
export const trackFieldsOf = (sobject: string): string =>
  `report.step.trackFields [${sobject}] > sf integration history-tracking --sobject ${sobject} --field '<Field>' -o admin@example.com --enable --dry-run`;
export const seeToIt =
  'See to it: Share the folder. No query tells whether it is done; once it is, a waiver for `manual:share` says so: write into its reason what was done (an empty reason waives nothing).';
export const deedsDone = (...files: readonly string[]): string =>
  `report.step.deedsDone [${files.join(' | ')}] > ${check} --update-waivers`;
export const usualDeedsDone = deedsDone('integration.waivers.yml', 'integration.waivers.yml');
