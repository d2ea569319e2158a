/** The reports of an explanation, whole: documents, of which every format is made, and what `--json` gives. */
import { explainDocument } from '../../../../src/report/document/explainDocument.js';
import { whoDocument } from '../../../../src/report/document/whoDocument.js';
import { explainJson, explainSeveralJson } from '../../../../src/report/explain/explainJson.js';
import { whoJson } from '../../../../src/report/explain/whoJson.js';
import { goldenFiles } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { explained, explainOptions, explainScenes } from '../explain/explainScenes.js';
import { severalScenes } from '../explain/severalScenes.js';
import { whoScenes, words } from '../explain/whoScenes.js';
import { asJson, frame } from '../support/wholeDocument.js';

const view: View = { width: 80, paint: (_, text) => text };
const filesOf = <T>(scenes: Readonly<Record<string, T>>, make: (scene: T) => unknown): Record<string, () => string> =>
  Object.fromEntries(
    Object.entries(scenes).map(([name, scene]) => [`${name}.json`, (): string => asJson(make(scene))] as const),
  );

goldenFiles(
  'documents-explain',
  filesOf(explainScenes, (scene) => {
    const report = explained(scene);
    return explainDocument({ reports: [report], json: explainJson(report) }, explainOptions(view), frame());
  }),
);

goldenFiles(
  'documents-explain-several',
  filesOf(severalScenes, (make) => {
    const reports = make();
    return explainDocument({ reports, json: explainSeveralJson(reports) }, explainOptions(view), frame());
  }),
);

goldenFiles(
  'documents-explain-who',
  filesOf(whoScenes, (make) => {
    const report = make();
    return whoDocument({ report, json: whoJson(report) }, { ...view, words, plugin: '0.1.0' }, frame());
  }),
);
