import { expect } from 'chai';

import { translatedError, translatedLabel, translatedType } from './languages.js';
import type { LocalOrg } from './localOrgServer.js';
import { call, startTestOrg } from './testClient.js';

const query = (soql: string): string => `/services/data/v66.0/tooling/query?q=${encodeURIComponent(soql)}`;

describe('embedded org: languages', () => {
  const errors: Array<[string, string]> = [
    [
      'The entity: Lead does not have history tracking enabled (3:13)',
      'Für die Entität Lead ist die Verlaufsverfolgung nicht aktiviert (3:13)',
    ],
    [
      'Field Name: bad value for restricted picklist field: Lead.X__c',
      'Feldname: falscher Wert für eingeschränktes Auswahllistenfeld: Lead.X__c',
    ],
    [
      "The user license doesn't allow the permission: Read Account",
      'Die Benutzerlizenz lässt die folgende Berechtigung nicht zu: Read Account',
    ],
    ["unexpected token: 'FORM'", "unexpected token: 'FORM'"],
  ];
  for (const [english, german] of errors) {
    it(`${english}`, () => expect(translatedError(english, 'de')).to.equal(german));
  }

  const types: Array<[string, string]> = [
    ['Auto Number', 'Automatische Nummerierung'],
    ['Lookup(Account)', 'Nachschlagen(Account)'],
    ['Formula (Number)', 'Formel (Zahl)'],
    ['Currency(16, 2)', 'Währung(16, 2)'],
    ['Picklist (Multi-Select)', 'Auswahlliste (Mehrfachauswahl)'],
  ];
  for (const [english, german] of types) {
    it(`the type ${english}`, () => expect(translatedType(english, 'de')).to.equal(german));
  }

  it('a label that it has no word for differs all the same', () => {
    expect(translatedLabel('Lead Source', 'de')).to.equal('⟦Lead Source⟧');
  });

  describe('over HTTP', () => {
    let local: LocalOrg;
    beforeEach(async () => {
      local = await startTestOrg();
    });
    afterEach(() => local.close());
    const say = (language: string): ReturnType<typeof call> =>
      call(local, '/__control/language', { method: 'POST', body: JSON.stringify({ language }) });

    it('translates field types and labels, and no name', async () => {
      const soql =
        "SELECT QualifiedApiName, DataType FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Case' " +
        "AND QualifiedApiName = 'CaseNumber'";
      expect((await say('ja')).status).to.equal(200);
      expect(JSON.stringify((await call(local, query(soql))).body))
        .to.include('"DataType":"自動採番"')
        .and.include('"QualifiedApiName":"CaseNumber"');
      await say('en');
      expect(JSON.stringify((await call(local, query(soql))).body)).to.include('"DataType":"Auto Number"');
    });

    it('translates error texts, and no code', async () => {
      await say('de');
      const { body } = await call(local, '/services/data/v66.0/sobjects/Nonsense');
      expect(body).to.deep.equal([
        { message: 'Die angeforderte Ressource ist nicht vorhanden', errorCode: 'NOT_FOUND' },
      ]);
    });

    it('knows no other language', async () => {
      expect((await say('fr')).status).to.equal(400);
    });
  });
});
