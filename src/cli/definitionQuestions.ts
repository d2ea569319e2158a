/** The questions of `generate definition` to whoever sits at the terminal and names no source. */
import { isDefinitionId, definitionIdFor } from '../generate/definitionId.js';
import { accessAnswered, objectsAnswered, permissionNames, permissionsAnswered } from '../generate/guidedAnswers.js';
import type { Answer, GuidedAnswers } from '../generate/guidedAnswers.js';
import { nearest } from '../kinds/nearest.js';
import { objectAccesses } from '../platform/objectAccess.js';
import { builtInVocabulary } from '../generate/pageVocabulary.js';
import type { PageVocabulary } from '../generate/pageVocabulary.js';
import type { Words } from '../report/words.js';

/** How a question is asked, and how something is told meanwhile. */
export type Terminal = {
  /** @throws OrgFailure INTERRUPTED at Ctrl-C */
  readonly type: (question: string) => Promise<string>;
  readonly tell: (text: string) => void;
  readonly words: Words;
};

/** What was typed, with the label and the id that were not given as flags. */
export type GuidedDefinition = { readonly label: string; readonly id: string; readonly answers: GuidedAnswers };

/** What was not understood, each with the names that may have been meant. */
const withNearest = (unknown: readonly string[], candidates: readonly string[], words: Words): string =>
  unknown
    .map((one) => {
      const near = nearest(one, candidates);
      return near.length === 0 ? one : words('question.meant', [one, near.join(', ')]);
    })
    .join(', ');

/** Asks until all of an answer is understood. @param candidates what may have been meant by what is not @param hint told with it */
const until = async <T>(
  { type, tell, words }: Terminal,
  question: string,
  read: (text: string) => Answer<T>,
  candidates: readonly string[],
  hint = '',
): Promise<readonly T[]> => {
  for (;;) {
    const { values, unknown } = read(await type(question));
    if (unknown.length === 0) return values;
    tell(words('question.unknown', [withNearest(unknown, candidates, words)]));
    if (hint !== '') tell(hint);
  }
};

const labelFrom = async ({ type, tell, words }: Terminal): Promise<string> => {
  for (;;) {
    const label = await type(words('question.label'));
    if (label !== '' && label.length <= 120) return label;
    tell(words('question.noLabel'));
  }
};

const idFrom = async ({ type, tell, words }: Terminal, suggested: string): Promise<string> => {
  for (;;) {
    const typed = await type(words('question.id', [suggested]));
    const id = typed === '' ? suggested : typed;
    if (isDefinitionId(id)) return id;
    tell(words('question.noId'));
  }
};

/**
 * Asks for a definition, step by step; an empty answer is the default, or nothing.
 * @param given what flags say already; null where it is asked
 * @param vocabulary of an org; without one only common names are known
 * @throws OrgFailure INTERRUPTED
 */
export const typedDefinition = async (
  terminal: Terminal,
  given: { readonly label: string | null; readonly id: string | null },
  vocabulary: PageVocabulary = builtInVocabulary,
): Promise<GuidedDefinition> => {
  const { words } = terminal;
  const hint = vocabulary === builtInVocabulary ? words('question.withoutOrg') : '';
  terminal.tell(words('question.begin'));
  const label = given.label ?? (await labelFrom(terminal));
  const id = given.id ?? (await idFrom(terminal, definitionIdFor(label)));
  const { objects: known } = vocabulary;
  const userPermissions = await until(
    terminal,
    words('question.permissions'),
    (text) => permissionsAnswered(text, vocabulary),
    permissionNames(vocabulary),
    hint,
  );
  const objectsIn = (text: string): Answer<string> => objectsAnswered(text, vocabulary);
  const sobjects = await until(terminal, words('question.objects'), objectsIn, known, hint);
  const objects: Array<GuidedAnswers['objects'][number]> = [];
  for (const sobject of sobjects)
    objects.push({
      sobject,
      access: await until(terminal, words('question.access', [sobject]), accessAnswered, objectAccesses),
    });
  const history = await until(terminal, words('question.history'), objectsIn, known, hint);
  return { label, id, answers: { userPermissions, objects, history } };
};
