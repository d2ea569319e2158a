/** What to do about automation that gets in the way: a step for each piece, by its own place in Setup. */
import type { AutomationDetail } from '../automation/automationDetail.js';
import type { Finding } from '../kinds/finding.js';
import { fill, given } from './texts.js';
import type { Texts } from './texts.js';
import { visible } from './visible.js';

/** What a step is made from. */
type JudgedAutomation = Pick<Finding, 'details'> & { readonly need?: Finding['need'] };

const isInTheWay = ({ verdict }: AutomationDetail): boolean => verdict !== 'exempt' && verdict !== 'unaffected';

/** Keys of the step, the closest first: by the reason, by the verdict, by the type alone. What a package brought nobody can change. */
const stepKeys = ({ type, namespace, verdict, reason }: AutomationDetail): string[] =>
  namespace === null
    ? [`automation.step.${type}.${reason}`, `automation.step.${type}.${verdict}`, `automation.step.${type}`]
    : ['automation.step.ofPackage'];

const stepOf = (sobject: string, detail: AutomationDetail, texts: Texts): string[] => {
  const { type, name, namespace, args } = detail;
  const [first] = stepKeys(detail).flatMap((key) => texts(key).slice(0, 1));
  const place = (key: string): string =>
    fill(
      texts(key)[0] ?? '',
      given({ 1: visible(sobject), 2: visible(namespace === null ? name : `${namespace}__${name}`) }),
    );
  if (first === undefined) return [];
  const words = given({
    place: place(`automation.place.${type}`),
    args: visible(args.join(', ')),
    package: visible(namespace ?? ''),
  });
  return [fill(first, words)];
};

/** The steps about what gets in the way on one object; none where nothing is known of it. */
export const automationSteps = ({ details = [], need }: JudgedAutomation, texts: Texts): string[] =>
  need?.kind === 'automation'
    ? details.filter(isInTheWay).flatMap((detail) => stepOf(need.sobject, detail, texts))
    : [];
