import { z } from 'zod';
import { flagColumn, userFlags } from '../../platform/userFlags.js';
import type { UserFlag } from '../../platform/userFlags.js';
import type { CodesIn, Kind } from '../kind.js';
import { fieldsOf } from '../context.js';
import { amongKeys } from '../namesInOrg.js';
import { listed } from '../ruleShapes.js';
import { judgeNamedFlag, userFlagCodes } from './judgeUserFlag.js';
import { userFlagId } from './userFlagNeed.js';
import type { UserFlagNeed } from './userFlagNeed.js';

type Rule = { readonly userFlag: UserFlag | readonly UserFlag[] };

export const userFlag: Kind<UserFlagNeed, CodesIn<typeof userFlagCodes>> = {
  lookedUp: {
    called: ['feature license', 'feature license of a user', 'checkbox of a user', 'box of the user record'],
    example: () => '- userFlag: MarketingUser',
  },
  ruleShape: {
    userFlag: listed(z.enum(userFlags)).meta({
      description:
        "Boxes on the user's own record, such as MarketingUser: the column UserPermissionsMarketingUser of User.",
    }),
  },
  codes: userFlagCodes,
  needsOf: (rule: Rule, reader) =>
    reader
      .entries('userFlag', rule.userFlag)
      .map(({ value: flag, place }) => ({ need: { kind: 'userFlag', flag }, place })),
  idOf: userFlagId,
  spelled: (need) => need,
  merged: (first) => first,
  addNames: ({ flag }, names) => names.userFlag(flag),
  namesInOrg: (need) => [
    {
      what: 'userFlag',
      name: need.flag,
      readBy: need,
      lookUp: (schema) => amongKeys(fieldsOf(schema, 'User'), flagColumn(need.flag), () => ({ candidates: [] })),
    },
  ],
  judged: (context, { need, ifPresent }) => judgeNamedFlag(context, need, ifPresent),
  details: ({ flag }) => ({ name: flag }),
  outsideSchema: true,
  setupPage: () => ({ page: 'user' }),
};
