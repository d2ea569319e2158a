/**
 * Config variables of this plugin. The CLI registers them in its own copy of @salesforce/core (`oclif.configMeta`); ours
 * learns them through `ConfigAggregator.create({ customConfigMeta })`.
 */
export const configVariables = { integration: 'integration-definition', user: 'integration-user' } as const;

type ConfigMeta = {
  readonly key: string;
  readonly description: string;
  readonly input: { readonly validator: (value: unknown) => boolean; readonly failedMessage: string };
};

const text = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

const configMeta: ConfigMeta[] = [
  {
    key: configVariables.integration,
    description:
      'Integration definition that the integration commands use when -i is not given: an id, id@variant+feature, or a path.',
    input: {
      validator: text,
      failedMessage: 'Give the id of an integration definition, id@variant+feature, or the path of a file.',
    },
  },
  {
    key: configVariables.user,
    description:
      'Integration user that the integration commands inspect when --user is not given: a username or an alias.',
    input: { validator: text, failedMessage: 'Give a username or an alias.' },
  },
];

export default configMeta;
