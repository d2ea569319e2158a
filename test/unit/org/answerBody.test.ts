import { expect } from 'chai';
import { readBody } from '../../../src/org/answerBody.js';
import { UnreadableAnswer } from '../../../src/org/brokenBody.js';

const soap = 'text/xml;charset=UTF-8';
const read = (body: string, contentType = soap): Promise<string> => readBody([Buffer.from(body)], contentType);

describe('the body of an answer', () => {
  for (const body of [
    '<a/>',
    '<!-- a comment --><a/>',
    '<a><![CDATA[<b>]]></a>',
    '<!DOCTYPE html><html/>',
    '<!doctype html>\n<html/>',
  ]) {
    it(`is read as it stands: ${body}`, async () => {
      expect(await read(body)).to.equal(body);
    });
  }

  for (const body of [
    '<!D####',
    '<a/><!D>',
    '<a><![CDAT[x]]></a>',
    '<!DOCTYPEHTML><a/>',
    '<!DOCTYPE a [<!ENTITY b "c">]><a/>',
    '<!>',
    '<!- x',
  ]) {
    it(`is not read where it declares something: ${body}`, async () => {
      const error: unknown = await read(body).catch((thrown: unknown) => thrown);
      expect(error).to.be.instanceOf(UnreadableAnswer);
    });
    it(`is read where it is no XML: ${body}`, async () => {
      expect(await read(body, 'text/html')).to.equal(body);
    });
  }

  it('is told apart across the parts in which it comes in', async () => {
    const error: unknown = await readBody([Buffer.from('<a><'), Buffer.from('!D###')], soap).catch((e: unknown) => e);
    expect(error).to.be.instanceOf(UnreadableAnswer);
  });
});
