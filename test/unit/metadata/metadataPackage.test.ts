import { expect } from 'chai';
import { packageXml } from '../../../src/metadata/metadataPackage.js';

describe('package.xml', () => {
  it('lists components by type, without types that have none and without what no API name can hold', () => {
    const members = { CustomObject: ['Thing__c'], CustomField: [], PermissionSet: ['A', 'B</members>'] };
    expect(packageXml(members, '66.0')).to.equal(`<?xml version="1.0" encoding="UTF-8"?>
<Package xmlns="http://soap.sforce.com/2006/04/metadata">
    <types>
        <members>Thing__c</members>
        <name>CustomObject</name>
    </types>
    <types>
        <members>A</members>
        <members>Bmembers</members>
        <name>PermissionSet</name>
    </types>
    <version>66.0</version>
</Package>
`);
  });
});
