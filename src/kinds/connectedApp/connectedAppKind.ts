import { z } from 'zod';
import { allApps, appsNamed, appsUnseen } from '../../access/connectedApps.js';
import type { ConnectedApps } from '../../access/connectedApps.js';
import { sameName } from '../../platform/names.js';
import { seenText } from '../../platform/unseen.js';
import { encodeIdValue } from '../../platform/idValue.js';
import type { CodesIn, Kind } from '../kind.js';
import { isThere, notThere, notToTell } from '../namesInOrg.js';
import type { LookedUp } from '../namesInOrg.js';
import { expecting, listed } from '../ruleShapes.js';
import { connectedAppCodes, judgeConnectedApp } from './judgeConnectedApp.js';

/** An app through which the integration logs in, and which has to admit the user. */
export type ConnectedAppNeed = {
  readonly kind: 'connectedApp';
  /** The name that people see, or a developer name; of a packaged external client app also `ns__Name`. */
  readonly name: string;
};

const amongApps = (apps: ConnectedApps, name: string): LookedUp => {
  if (appsNamed(apps, name).length > 0) return isThere;
  const unseen = appsUnseen(apps);
  return unseen
    ? notToTell(unseen)
    : notThere(
        name,
        allApps(apps).flatMap(({ names }) => names),
      );
};

type Rule = { readonly connectedApp: string | readonly string[] };

/** 80 characters, and a namespace in front of two underscores. */
const appName = z
  .string()
  .max(97)
  .regex(/\S/, expecting('notEmpty'))
  .regex(seenText, expecting('nothingControl'))
  .meta({ description: 'Name or developer name of a connected app or external client app.' });

export const connectedApp: Kind<ConnectedAppNeed, CodesIn<typeof connectedAppCodes>> = {
  lookedUp: {
    called: ['connected app', 'external client app', 'OAuth app', 'OAuth', 'pre-authorized app', 'admitted user'],
    example: () => '- connectedApp: Acme Sync',
  },
  ruleShape: {
    connectedApp: listed(appName).meta({
      description: 'Connected apps or external client apps that the org must know and that must admit the user.',
    }),
  },
  codes: connectedAppCodes,
  needsOf: (rule: Rule, reader) =>
    reader
      .entries('connectedApp', rule.connectedApp)
      .map(({ value: name, place }) => ({ need: { kind: 'connectedApp', name }, place })),
  idOf: ({ name }) => `connectedApp:${encodeIdValue(name)}`,
  spelled: (need, { schema: { connectedApps } }) => {
    const [app] = connectedApps ? appsNamed(connectedApps, need.name) : [];
    return { ...need, name: app?.names.find((name) => sameName(name, need.name)) ?? need.name };
  },
  merged: (first) => first,
  addNames: ({ name }, names) => names.connectedApp(name),
  judged: judgeConnectedApp,
  sought: ({ name }, code, { connectedApps }) =>
    code === 'NO_SUCH_CONNECTED_APP'
      ? { name, candidates: connectedApps ? allApps(connectedApps).flatMap(({ names }) => names) : [] }
      : undefined,
  namesInOrg: (need) => [
    {
      what: 'connectedApp',
      name: need.name,
      readBy: need,
      lookUp: ({ connectedApps: apps }) => (apps ? amongApps(apps, need.name) : notToTell(null)),
    },
  ],
  details: ({ name }) => ({ name }),
  aboutLogins: true,
  outsideSchema: true,
};
