/** Who is told of an org of which nobody knows what is looked at there. */
import { expect } from 'chai';
import { notifyListsOf } from '../../../src/cli/fleetRequest.js';
import type { ChannelSettings } from '../../../src/monitor/monitorSettings.js';
import { toldOfAll } from '../../../src/monitor/recipients.js';
import { parseProject } from '../../../src/project/parseProject.js';

const mail: ChannelSettings = {
  ...{ name: 'mail', type: 'smtp', host: 'h', port: 25, security: 'none', from: 'a@b.c', to: ['team@x.com'] },
};
const told = (...integrations: readonly string[]): unknown => {
  const file = ['integrations:', ...integrations.map((one) => `  - { ${one} }`)].join('\n');
  return toldOfAll(notifyListsOf(parseProject(file, 'f')), [mail]);
};

describe('the lists of all integrations of a project file', () => {
  it('name every channel where no integration names anybody', () => {
    expect(told('definition: gong')).to.equal(undefined);
  });

  it('name nobody who is told of some integrations alone', () => {
    const ofOwn = 'definition: gong, notify: [own@x.com]';
    expect(told(ofOwn)).to.deep.equal(['own@x.com']);
    expect(told(ofOwn, 'definition: 6sense'), 'this one goes to the channel').to.deep.equal([]);
    expect(told('definition: gong, inOrg: { uat: { notify: [own@x.com] } }')).to.deep.equal([]);
    expect(told('definition: gong, inOrg: { uat: { notify: [team@x.com] } }')).to.deep.equal(['team@x.com']);
  });
});
