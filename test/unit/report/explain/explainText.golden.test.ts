import { explainText } from '../../../../src/report/explain/explainText.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { explained, explainOptions, explainScenes } from './explainScenes.js';
import type { ExplainScene } from './explainScenes.js';

const textOf =
  (scene: ExplainScene) =>
  (view: View): string =>
    explainText(explained(scene), explainOptions(view));

golden('explain', Object.fromEntries(Object.entries(explainScenes).map(([name, scene]) => [name, textOf(scene)])));
