import type { ReportDocument } from '../../../src/report/document/reportDocument.js';
import { aDocument, aGroup } from './parts.js';

/** A report in which nothing was looked at. */
export const empty: ReportDocument = aDocument({
  title: 'Nothing to check',
  exitCode: 0,
  verdict: { word: 'READY', text: 'The definition asks for nothing.', tone: 'good' },
  groups: [
    aGroup({ key: 'nothing', title: 'Nothing', verdict: { word: 'READY', text: 'Nothing is needed.', tone: 'good' } }),
  ],
});
