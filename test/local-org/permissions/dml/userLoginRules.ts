import { findObject } from '../../schema/schemaLookup.js';
import { removeRow } from '../rowStore.js';
import { idOf, isTrue, rowsOf } from '../orgTables.js';
import type { ObjectRules } from './objectRules.js';

/** UserLogin: whoever is frozen loses the tokens that apps have of the user (facts P1, X12). */
export const userLoginRules: ObjectRules = {
  afterUpdate: ({ org }, row, before) => {
    if (!isTrue(row, 'IsFrozen') || isTrue(before, 'IsFrozen') || findObject(org, 'OauthToken') === undefined) return;
    for (const token of rowsOf(org, 'OauthToken').filter(({ UserId }) => UserId === row['UserId']))
      removeRow(org, 'OauthToken', idOf(token));
  },
};
