/** Why a plan gives something, for who is to agree: no row of a change request is without it. */
import { builtInPath } from '../../definition/builtInFile.js';
import { referenceTo } from '../../definition/definitionReference.js';
import type { Plan } from '../../grant/grantPlan.js';
import type { Asked } from '../grant/toldBesides.js';
import { unique } from '../groups.js';
import type { DocumentFrame } from './documentFrame.js';

/** The line of a rule: its column would tell each of its names apart. */
const lineOf = ({ file, line }: Asked['places'][number]): string => {
  const path = builtInPath(file) ?? file;
  return line === undefined ? path : `${path}:${line}`;
};

/** The reasons of the definition; where it gives none, which of its rules asks for it. */
export const whyAsked = (
  { because, places }: Asked,
  { requirements }: Pick<Plan, 'requirements'>,
  { said }: DocumentFrame,
): readonly string[] => {
  if (because.length > 0) return because;
  const lines = unique(places.map(lineOf));
  return [
    lines.length === 0
      ? said('grant.asked', [referenceTo(requirements.integration, requirements)])
      : said('grant.asked.at', [lines.join(', ')]),
  ];
};
