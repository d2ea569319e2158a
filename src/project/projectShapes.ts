/** Building blocks for the shapes of a project file. */
import { z } from 'zod';
import { expecting } from '../kinds/ruleShapes.js';
import { seenText } from '../platform/unseen.js';

/** Most integrations of one file, and most orgs, users or files named in one place. */
export const most = 500;

/** A text of one line. */
export const line = (limit: number): z.ZodString =>
  z.string().max(limit).regex(/\S/, expecting('notEmpty')).regex(seenText, expecting('nothingControl'));

/** Names, each of one line. */
export const names = z.array(line(300)).max(most);

/** A file below the folder of the project file: a repository may not name files outside itself. */
export const fileBelow = line(1000).refine(
  (path) => !/^([\\/~]|[A-Za-z]:)/.test(path) && !path.split(/[\\/]/).includes('..'),
  expecting('pathBelow'),
);
