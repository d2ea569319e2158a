import { expect } from 'chai';
import { receiptSchema, withStep } from '../../../src/grant/receipt.js';
import {
  givenIn,
  mayHaveWrittenSet,
  platformFill,
  recipientsOf,
  removedItsSet,
} from '../../../src/revoke/receiptContents.js';
import { requirementsOfReceipt } from '../../../src/revoke/receiptRequirements.js';
import { givenTo, mailOf, receiptOf, setId, setStep, userOf } from './builders.js';

describe('what a receipt says', () => {
  it('who it was for, with their ids', () => {
    expect(recipientsOf(receiptOf(['ann'], []))).to.deep.equal([{ id: userOf('ann'), username: mailOf('ann') }]);
  });
  it('an old one knows the ids of those who got something', () => {
    const old = { ...receiptOf(['ann', 'bob', 'eve'], [givenTo('licenses', ['bob'])]), userIds: undefined };
    expect(recipientsOf(old).map(({ id }) => id)).to.deep.equal([null, userOf('bob'), null]);
  });
  it('what was given, and whether that is certain', () => {
    const receipt = receiptOf(
      ['ann', 'bob'],
      [givenTo('licenses', ['ann'], { state: 'intended' }), givenTo('assignments', ['bob'])],
    );
    expect(givenIn(receipt, 'licenses').map(({ userId, certain }) => [userId, certain])).to.deep.equal([
      [userOf('ann'), false],
    ]);
    expect(givenIn(receipt, 'assignments').map(({ userId, certain }) => [userId, certain])).to.deep.equal([
      [userOf('bob'), true],
    ]);
  });
  it('what failed was not given', () => {
    const receipt = receiptOf(
      ['ann'],
      [givenTo('licenses', ['ann'], { state: 'failed' }), setStep([], { state: 'failed' })],
    );
    expect(givenIn(receipt, 'licenses')).to.deep.equal([]);
    expect(mayHaveWrittenSet(receipt)).to.equal(false);
  });
  it('one of several steps in the set is enough to have written into it', () => {
    const twice = receiptOf(['ann'], [setStep([], { state: 'failed' }), setStep([])]);
    expect(mayHaveWrittenSet(twice)).to.equal(true);
  });
  it('whether its set was removed again, or may have been', () => {
    const removal = (state: 'intended' | 'done' | 'failed') =>
      receiptOf(['ann'], [setStep([]), { step: 'removeSet', state, setId }]);
    expect(removedItsSet(removal('done'))).to.equal(true);
    expect(removedItsSet(removal('intended'))).to.equal(true);
    expect(removedItsSet(removal('failed'))).to.equal(false);
    expect(removedItsSet(receiptOf(['ann'], [setStep([])]))).to.equal(false);
  });
  it('what the platform fills in, and what was there before', () => {
    const { accesses, before } = platformFill(
      receiptOf(
        ['ann'],
        [
          setStep(['userPermission:ViewAllData'], {
            platformAdds: ['object:*:read', 'object:*:viewAllRecords'],
            objectsBefore: ['object:Account:read', 'object:ACCOUNT:edit', 'nonsense'],
          }),
        ],
      ),
    );
    expect([...accesses]).to.deep.equal(['read', 'viewAllRecords']);
    expect([...before].map(([key, words]) => [key, [...words]])).to.deep.equal([['account', ['read', 'edit']]]);
  });
  it('of what the platform fills in only what the permissions that it added bring: a receipt may have been edited', () => {
    const platformAdds = ['object:*:read', 'object:*:edit', 'object:*:viewAllRecords', 'nonsense'];
    for (const [added, filled] of [
      [[], []],
      [['userPermission:RunReports'], []],
      [['userPermission:ViewAllData'], ['read', 'viewAllRecords']],
      [['userPermission:modifyalldata'], ['read', 'edit', 'viewAllRecords']],
    ] as const)
      expect([...platformFill(receiptOf(['ann'], [setStep(added, { platformAdds })])).accesses]).to.deep.equal(filled);
  });
  it('what it added, as requirements with the ids that it has there', () => {
    const ids = ['userPermission:RunReports', 'object:Lead:edit', 'field:Lead.Website:read'];
    const { requirements, integration, definitionHash } = requirementsOfReceipt(
      receiptOf(['ann'], [setStep([...ids, 'object:Lead:edit', 'nonsense'])]),
      'oauth',
    );
    expect(requirements.map(({ id }) => id)).to.have.members(ids);
    expect(
      requirements.every(({ level, forbid, ifPresent }) => level === 'required' && !forbid && !ifPresent),
    ).to.equal(true);
    expect([integration, definitionHash]).to.deep.equal(['acme', '']);
  });
});

describe('a receipt as it is kept', () => {
  const receipt = receiptOf(['ann'], [setStep(['object:Lead:read']), givenTo('assignments', ['ann'])]);
  it('comes back as it was', () => {
    expect(receiptSchema.parse(JSON.parse(JSON.stringify(receipt)))).to.deep.equal(receipt);
  });
  it('one of the first release is still good', () => {
    const old = JSON.parse(JSON.stringify({ ...receipt, userIds: undefined })) as object;
    expect(old).to.not.have.property('userIds');
    expect(receiptSchema.parse(old)).to.deep.equal(old);
  });
  it('a step takes the place of its earlier state', () => {
    const again = withStep(receipt, givenTo('assignments', ['bob']));
    expect(again.steps.map(({ step }) => step)).to.deep.equal(['permissionSet', 'assignments']);
    expect(givenIn(again, 'assignments').map(({ userId }) => userId)).to.deep.equal([userOf('bob')]);
    expect(withStep(receipt, givenTo('licenses', [])).steps).to.have.length(3);
  });
});
