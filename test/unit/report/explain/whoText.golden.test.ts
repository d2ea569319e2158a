import { whoText } from '../../../../src/report/explain/whoText.js';
import type { WhoReport } from '../../../../src/report/explain/whoReport.js';
import { golden } from '../../../support/golden.js';
import type { View } from '../../../support/golden.js';
import { whoScenes, words } from './whoScenes.js';

const textOf =
  (report: () => WhoReport) =>
  (view: View): string =>
    whoText(report(), { ...view, words, plugin: '0.1.0' });

golden('explain-who', Object.fromEntries(Object.entries(whoScenes).map(([name, report]) => [name, textOf(report)])));
