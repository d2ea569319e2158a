/** Writes docs/vendors.md, what is built in and on whose word, from the definitions: `npm run vendors`. */
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expand } from '../src/files/hashDefinition.js';
import { listBuiltIn } from '../src/files/loadDefinition.js';
import type { LoadedDefinition } from '../src/files/loadDefinition.js';
import { phases } from '../src/kinds/requirement.js';
import type { Phase, Source } from '../src/kinds/requirement.js';
import { isOrgWide } from '../src/platform/orgWidePermissions.js';

const intro = `# Vendors that are built in

This page is made from the definitions (\`npm run vendors\`), which stand in [integrations](../integrations).
\`sf integration describe -i ID\` shows what one of them needs, and why; \`sf integration list TEXT\` looks for one by its id, its names and
its description.

- A definition says **in our own words** what a vendor publishes, and where. Open the page before you rely on it: vendors change
  theirs. *In part* means that the page could not be read to its end, so that it may ask for more. Where only a copy of a page could be
  read, the source says so.
- A vendor that asks for more than its product needs is quoted as it is, in a variant such as \`as-published\`; beside it stands a
  variant such as \`least-privilege\` where the page or Salesforce allows one.
- Where a page asks for something that Salesforce does not have, or contradicts itself, the reason of the rule says what was made of it.
- The variant in bold is the default one. Features are parts of a product, named behind a plus sign: \`-i gong+engage\`, \`-i 'chili-piper+*'\`
  for all of them. One in bold belongs to every use. *To install*, *to connect* and *to upgrade*: something is needed for that alone, and
  is asked for with \`--phase\`.
- **Broad** names the user permissions over the whole org, or all of its data, that a grant of the variant would plan.
`;

const cell = (text: string): string => text.replaceAll('|', '\\|');

const seenText = ({ date, seen }: Source): string =>
  [date, seen === 'part' ? 'in part' : undefined].filter((one) => one !== undefined).join(', ');

const sourceText = (source: Source): string => {
  const title = cell(source.title);
  const beside = seenText(source);
  return `${source.url === undefined ? title : `[${title}](${source.url})`}${beside === '' ? '' : ` (${beside})`}`;
};

/** What a variant asks for that controls the whole org, with all features. */
const broadIn = (definition: LoadedDefinition, variant: string | null): string[] => {
  const { requirements } = expand(definition, {
    variant,
    features: ['*'].filter(() => definition.features.length > 0),
    authentication: 'oauth',
  });
  return requirements.flatMap(({ need, forbid, level }) =>
    need.kind === 'userPermission' && !forbid && level === 'required' && isOrgWide(need.name) ? [need.name] : [],
  );
};

const broadText = (definition: LoadedDefinition): string => {
  const { variants } = definition;
  if (variants.length === 0) return broadIn(definition, null).join(', ') || '–';
  const told = variants.flatMap(({ name }) => {
    const broad = broadIn(definition, name);
    return broad.length === 0 ? [] : [`\`${name}\`: ${broad.join(', ')}`];
  });
  return told.join('<br>') || '–';
};

const nameText = ({ id, label, aliases }: LoadedDefinition): string =>
  `\`${id}\`<br>${cell(label)}${aliases.length === 0 ? '' : `<br>also: ${aliases.map(cell).join(', ')}`}`;

const variantsText = ({ variants }: LoadedDefinition): string =>
  variants.map(({ name, isDefault }) => (isDefault ? `**${name}**` : name)).join(', ') || '–';

/** Phases for which alone something is needed, in any variant, with no feature or all. */
const phasesIn = (definition: LoadedDefinition): Phase[] => {
  const variants = definition.variants.length === 0 ? [null] : definition.variants.map(({ name }) => name);
  const uses = definition.features.length === 0 ? [[]] : [[], ['*']];
  const left = variants.flatMap((variant) =>
    uses.flatMap(
      (features) => expand(definition, { variant, features, authentication: 'oauth' }).leftOut?.phases ?? [],
    ),
  );
  return phases.filter((phase) => left.includes(phase));
};

const featuresText = (definition: LoadedDefinition): string =>
  [
    ...definition.features.map(({ name, isDefault }) => (isDefault ? `**${name}**` : name)),
    ...phasesIn(definition).map((phase) => `*to ${phase}*`),
  ].join(', ') || '–';

const table = (definitions: readonly LoadedDefinition[]): string[] => [
  '| what | variants | features | broad | published |',
  '|---|---|---|---|---|',
  ...definitions.map(
    (one) =>
      `| ${nameText(one)} | ${variantsText(one)} | ${featuresText(one)} | ${broadText(one)} | ${one.sources.map(sourceText).join('<br>')} |`,
  ),
];

/** The whole page, as Markdown. @param definitions all that are built in */
export const vendorsPage = (definitions: readonly LoadedDefinition[]): string =>
  [
    intro,
    '## Vendors',
    '',
    ...table(definitions.filter(({ group }) => group === 'vendor')),
    '',
    '## Roles of people',
    '',
    'No integrations: what people of one role must have, and must not. A check without `-i` leaves them out.',
    '',
    ...table(definitions.filter(({ group }) => group === 'role')),
    '',
    '## Bases',
    '',
    'No products: what several definitions extend. A check without `-i` leaves them out.',
    '',
    ...table(definitions.filter(({ group }) => group === 'base')),
    '',
  ].join('\n');

/** Where the page stands. */
export const vendorsPageFile = fileURLToPath(new URL('../docs/vendors.md', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url))
  await writeFile(vendorsPageFile, vendorsPage(await listBuiltIn()));
