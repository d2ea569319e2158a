/** How second opinions went, a sentence for each. */
import type { OpinionCount } from '../../check/secondOpinion.js';
import { counted } from '../counted.js';
import { hang } from '../layout.js';
import { visible } from '../visible.js';
import type { Words } from '../words.js';
import type { ReportCheck } from './checkReport.js';
import type { TextOptions } from './textStyle.js';

const sentenceOf = (
  key: string,
  { agreed, differing, unanswered }: OpinionCount,
  who: string,
  words: Words,
): string => {
  const asked = agreed + differing + unanswered;
  if (asked === 0) return words(`report.opinion.${key}.nothing`, [who]);
  const all = agreed === asked;
  return [
    all
      ? counted(`report.opinion.${key}.agreed`, asked, words, [who])
      : words(`report.opinion.${key}`, [who, String(agreed), String(asked)]),
    ...(differing > 0 ? [words('report.opinion.differing', [String(differing)])] : []),
    ...(unanswered > 0 ? [words('report.opinion.unanswered', [String(unanswered)])] : []),
  ].join(' ');
};

/** A sentence for each opinion that was asked for. */
export const opinionSentences = ({ opinions, user }: ReportCheck, words: Words): string[] => [
  ...(opinions?.platform ? [sentenceOf('platform', opinions.platform, 'Salesforce', words)] : []),
  ...(opinions?.itself ? [sentenceOf('itself', opinions.itself, visible(user.username), words)] : []),
];

/** The same as lines. */
export const opinionLines = (check: ReportCheck, { words, width }: TextOptions): string[] => {
  const sentences = opinionSentences(check, words);
  return sentences.length === 0 ? [] : ['', ...sentences.flatMap((sentence) => hang('', sentence, width))];
};
