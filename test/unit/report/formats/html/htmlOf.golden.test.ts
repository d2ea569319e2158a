/** Pages whole, but for style and script, which are the same in all and whose hashes another test holds. */
import { htmlOf } from '../../../../../src/report/formats/html/htmlOf.js';
import { script, scriptHash } from '../../../../../src/report/formats/html/pageScript.js';
import { style, styleHash } from '../../../../../src/report/formats/html/pageStyle.js';
import type { ReportDocument } from '../../../../../src/report/document/reportDocument.js';
import { goldenFiles } from '../../../../support/golden.js';
import { checkOfCiro } from '../../../../support/reportDocuments/checkOfCiro.js';
import { empty } from '../../../../support/reportDocuments/empty.js';
import { pageWords } from '../../../../support/reportDocuments/pageWords.js';
import { planOfCiro } from '../../../../support/reportDocuments/planOfCiro.js';
import { many } from '../../../../support/reportDocuments/wide.js';

const pageOf = (document: ReportDocument) => (): string =>
  htmlOf(document, pageWords)
    .replace(style, '(style)')
    .replace(script, '(script)')
    .replace(styleHash, '(hash)')
    .replace(scriptHash, '(hash)');

goldenFiles('pages', {
  'check.html': pageOf(checkOfCiro),
  'plan.html': pageOf(planOfCiro),
  'empty.html': pageOf(empty),
  'several.html': pageOf(many(5, 2, 8)),
});
