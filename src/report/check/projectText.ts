import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { ReportProject } from './checkReport.js';

/** The project file, and what was taken from it in place of flags: nothing is chosen silently. */
export const projectText = ({ file, settings, elsewhere, leftOutputs = [] }: ReportProject, words: Words): string =>
  visible(
    [
      settings.length === 0
        ? words('report.project.nothing', [file])
        : words('report.project.says', [file, settings.map(({ key, value }) => `${key} ${value}`).join('; ')]),
      ...(elsewhere.length === 0 ? [] : [words('report.project.elsewhere', [elsewhere.join(', ')])]),
      ...(leftOutputs.length === 0 ? [] : [words('report.project.leftOutputs', [leftOutputs.join(', ')])]),
    ].join(' '),
  );
