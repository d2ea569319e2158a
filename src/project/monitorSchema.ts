/** The shape of what a project file says of the monitor. */
import { z } from 'zod';
import { expecting } from '../kinds/ruleShapes.js';
import { fileBelow, most } from './projectShapes.js';

/** How tokens of Slack, GitHub, GitLab, AWS and others begin; a JWT too. */
const tokenStart = 'gh[pousr]_|github_pat_|xox[a-z]-|xapp-|glpat-|sk[-_]|AKIA[A-Z0-9]{12}|eyJ|SG\\.|00D[A-Za-z0-9]{12}';

/**
 * A name of a variable, and no token that could be one: 20 characters and more with letters of both cases and digits are no
 * name that people give.
 */
const variablePattern = new RegExp(
  `^(?!${tokenStart})(?!(?=.*[a-z])(?=.*[A-Z])(?=.*\\d).{20,}$)(?![0-9a-fA-F]{24,}$)[A-Za-z_][A-Za-z0-9_]{0,99}$`,
);

/** What is nothing that a person would write for a name, and likely the value itself: an address, or a long text of a machine. */
const looksLikeValue = (text: string): boolean =>
  /:\/\/|^www\.|@/.test(text) || new RegExp(`^(?:${tokenStart})`).test(text) || /^\S{20,}$/.test(text);

const variable = (what: string): z.ZodString =>
  z
    .string({ error: 'variableName' })
    .regex(variablePattern, {
      error: ({ input }) => (looksLikeValue(String(input)) ? 'secretInFile' : 'variableName'),
    })
    .meta({ description: `Name of the environment variable that holds ${what}; never the value itself.` });

/** What a mail address may be: enough to tell it from a name, and nothing that could end a header. */
export const mailAddressPattern = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/;

const mailAddress = z.string().max(254).regex(mailAddressPattern, expecting('mailAddress'));

const hostName = z
  .string()
  .max(253)
  .regex(/^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|[0-9a-fA-F:]+)$/, expecting('hostName'));

const name = z
  .string()
  .max(60)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, expecting('channelName'))
  .meta({ description: 'By which notify of an integration, and the report of a run, name it.' });

const address = variable('the address to send to');

const slack = z
  .strictObject({ name, type: z.literal('slack'), urlFrom: address })
  .meta({ description: 'A channel of Slack, by an incoming webhook.' });
const teams = z
  .strictObject({ name, type: z.literal('teams'), urlFrom: address })
  .meta({ description: 'A channel of Teams, by a workflow that begins with a webhook.' });
const webhook = z
  .strictObject({
    name,
    type: z.literal('webhook'),
    urlFrom: address,
    secretFrom: variable('the key with which the body is signed').optional(),
  })
  .meta({ description: 'Any receiver: gets the news as JSON.' });
const smtp = z
  .strictObject({
    name,
    type: z.literal('smtp'),
    host: hostName,
    port: z
      .int(expecting('port'))
      .min(1, expecting('port'))
      .max(65_535, expecting('port'))
      .meta({ description: 'Default: 465 for tls, 587 for startTls, 25 for none.' })
      .optional(),
    security: z
      .enum(['tls', 'startTls', 'none'])
      .meta({ description: 'Default: tls at port 465, else startTls, without which no mail is sent.' })
      .optional(),
    userFrom: variable('the user of the mail server').optional(),
    passwordFrom: variable('the password for the mail server').optional(),
    from: mailAddress.meta({ description: 'The address that mails come from.' }),
    to: z
      .array(mailAddress)
      .max(most)
      .meta({ description: 'Who is told of every integration that names no recipients of its own.' })
      .optional(),
  })
  .meta({ description: 'Mail.' });
const githubIssue = z
  .strictObject({
    name,
    type: z.literal('githubIssue'),
    repository: z
      .string()
      .max(200)
      .regex(/^[A-Za-z0-9][A-Za-z0-9-]*\/(?!\.{1,2}$)[A-Za-z0-9._-]+$/, expecting('repository'))
      .meta({ description: 'owner/name' }),
    tokenFrom: variable('a token that may write issues of the repository')
      .meta({
        description:
          'Name of the environment variable that holds a token which may write issues. Default: GITHUB_TOKEN.',
      })
      .optional(),
  })
  .meta({ description: 'One issue of GitHub for each integration and org, closed when everything is back.' });
const githubSummary = z
  .strictObject({ name, type: z.literal('githubSummary') })
  .meta({ description: 'The summary of the step, in GitHub Actions.' });
const stdout = z.strictObject({ name, type: z.literal('stdout') }).meta({ description: 'What the command prints.' });

const channels = { slack, teams, webhook, smtp, githubSummary, githubIssue, stdout };

const channel = z
  .discriminatedUnion('type', [slack, teams, webhook, smtp, githubSummary, githubIssue, stdout])
  .meta({ id: 'channel', description: 'Where news is sent.' });

export const monitorSchema = z
  .strictObject({
    stateDir: fileBelow
      .meta({ description: 'Folder of what is kept between looks, relative to this file.' })
      .optional(),
    expiring: z
      .int(expecting('days'))
      .min(0, expecting('days'))
      .max(365, expecting('days'))
      .meta({ description: 'How many days ahead something that ends is told.' })
      .optional(),
    heartbeatFrom: variable('the address that is called after each complete run').optional(),
    channels: z
      .array(channel)
      .max(100)
      .meta({ description: 'Where news is sent. Without any it is printed alone.' })
      .optional(),
  })
  .meta({ id: 'monitor', description: 'What sf integration monitor does with news.' });

/** Keys that may stand in each part, for "did you mean". */
export const monitorKeys = Object.keys(monitorSchema.shape);

/** Keys of a channel of a type; of a type that there is not, all that any has. */
export const channelKeys = (type: unknown): readonly string[] => {
  const known = Object.entries(channels).find(([one]) => one === type);
  const shapes = known ? [known[1]] : Object.values(channels);
  return [...new Set(shapes.flatMap(({ shape }) => Object.keys(shape)))];
};
