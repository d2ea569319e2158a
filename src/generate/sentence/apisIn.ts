/** APIs of Salesforce that a sentence names. */
import { apis } from '../../platform/apis.js';
import type { Api } from '../../platform/apis.js';

const apiNames: readonly (readonly [RegExp, Api])[] = [
  [/\bbulk api\b/i, 'bulk2'],
  [/\bstreaming api\b/i, 'streaming'],
  [/\bpub\/?sub api\b/i, 'pubsub'],
  [/\bgraphql api\b/i, 'graphql'],
  [/\bapex rest\b/i, 'apexRest'],
  [/\bcomposite api\b/i, 'composite'],
  [/\b(?:parameterized search|sosl)\b/i, 'search'],
  [/\bmetadata api\b(?! functions)/i, 'metadata'],
  [/\btooling api\b/i, 'tooling'],
  [/\bsoap api\b/i, 'soap'],
  [/\bsoql\b/i, 'soql'],
  [/\brest api\b/i, 'rest'],
];

/** The APIs that a text names, each once, in the order of our table of them. */
export const apisIn = (text: string): Api[] =>
  apis.filter((api) => apiNames.some(([pattern, one]) => one === api && pattern.test(text)));
