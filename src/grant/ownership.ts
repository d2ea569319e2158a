import type { RequirementSet } from '../definition/requirementSet.js';

/** How the description of a permission set begins that we made. */
const mark = 'sf integration grant';

/** Longest description that the platform takes (fact H4). */
const longest = 255;

/** Description of the permission set that grant makes: says whose it is, and is how we recognise it. */
export const ownDescription = ({ integration, label }: RequirementSet): string => {
  const text = `${mark}: permissions that ${label} (${integration}) needs. Extended by "sf integration grant", never reduced by it.`;
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
};

/** Whether a permission set with this description was made by us. */
export const isOwn = (description: string): boolean => description.startsWith(mark);

/** Label of the permission set; at most 80 characters (fact H4). */
export const ownLabel = ({ label }: RequirementSet): string => `${label} integration`.slice(0, 80);
