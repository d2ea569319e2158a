import { explainSeveralText } from '../../../../src/report/explain/explainSeveralText.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { explainOptions } from './explainScenes.js';
import { severalScenes } from './severalScenes.js';
import type { Several } from './severalScenes.js';

/** Every user has commands of his own to copy. */
const textOf =
  (reports: () => Several) =>
  (view: View): string =>
    explainSeveralText(reports(), ({ user }) => ({
      ...explainOptions(view),
      explainThat: (subject) => `sf integration explain -o admin@example.com -u ${user.username} ${subject.join(' ')}`,
    }));

golden(
  'explain-several',
  Object.fromEntries(Object.entries(severalScenes).map(([name, reports]) => [name, textOf(reports)])),
);
