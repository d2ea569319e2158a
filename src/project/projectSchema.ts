/** The shape of a project file: one source for the validation and for the JSON Schema with which editors complete it. */
import { z } from 'zod';
import { failOnLevels } from '../exitCode.js';
import { authentications } from '../kinds/requirement.js';
import { expecting } from '../kinds/ruleShapes.js';
import { monitorSchema } from './monitorSchema.js';
import { fileBelow, line, most, names } from './projectShapes.js';
import { reportEndingOf } from '../report/formats/reportEndings.js';

const usersText = 'Usernames; in a sandbox also as they are in production.';

/** What an integration says, and what an org can say otherwise. */
const settings = {
  variant: line(60).meta({ description: 'A variant of the definition.' }).optional(),
  features: names.meta({ description: 'Features of the definition that are used.' }).optional(),
  parameters: z
    .record(line(100), z.array(line(300)).max(most))
    .meta({ description: 'What only this team knows, by the name of a parameter of the definition.' })
    .optional(),
  authentication: z
    .enum(authentications)
    .meta({ description: 'How the integration logs in. Default: oauth.' })
    .optional(),
  waivers: fileBelow.meta({ description: 'A file of waivers, relative to this file.' }).optional(),
  failOn: z.enum(failOnLevels).meta({ description: 'From which level on a need that is not met fails.' }).optional(),
  notify: names
    .meta({ description: 'Who is told: names of channels of the monitor, and mail addresses. Default: every channel.' })
    .optional(),
};

const inOrg = z
  .strictObject({ ...settings, users: names.meta({ description: usersText }).optional() })
  .meta({ id: 'inOrg', description: 'What differs in one org.' });

const integration = z
  .strictObject({
    definition: line(1000).meta({
      description:
        'Id of a definition, built in or of integrations/ beside this file; or a path relative to this file.',
    }),
    ...settings,
    users: z
      .union([names, z.record(line(300), names)])
      .meta({
        description: `${usersText} As a map: by alias, username, id or address of the org; then it is used in these orgs alone.`,
      })
      .optional(),
    inOrg: z
      .record(line(300), inOrg)
      .meta({ description: 'What differs in an org, by its alias, username, id or address.' })
      .optional(),
  })
  .meta({ id: 'integration', description: 'One integration of the team.' });

export const projectSchema = z.strictObject({
  schemaVersion: z
    .literal(1, expecting('schemaVersion'))
    .meta({ description: 'Version of this format: 1.' })
    .optional(),
  integrations: z
    .array(integration)
    .min(1, expecting('notEmpty'))
    .max(most)
    .meta({ description: 'The integrations that the team has, one entry for each.' }),
  orgs: names
    .meta({
      description:
        'Aliases, usernames, or patterns such as prod-* of the orgs that the team works with: those that sf integration monitor --orgs project looks at.',
    })
    .optional(),
  outputs: z
    .array(fileBelow.refine((path) => reportEndingOf(path) !== undefined, expecting('reportFile')))
    .max(most)
    .meta({
      description:
        'Reports that every check and setup writes, in the format that the name ends in; {org} stands for the org.',
    })
    .optional(),
  monitor: monitorSchema.optional(),
});

/** Keys that may stand in each part, for "did you mean". */
export const projectKeys = Object.keys(projectSchema.shape);
export const projectIntegrationKeys = Object.keys(integration.shape);
export const inOrgKeys = Object.keys(inOrg.shape);

/** The JSON Schema (draft-07, which editors' YAML servers read) of a project file. */
export const projectJsonSchema = (): Record<string, unknown> => ({
  ...z.toJSONSchema(projectSchema, { target: 'draft-7', io: 'input' }),
  title: 'Project file of sf integration',
});
