import { expect } from 'chai';

import { releaseLabel } from './apiVersions.js';
import { batchSize } from './queryResource.js';

describe('embedded org: release labels (fact J1)', () => {
  const labels: Array<[number, string]> = [
    [68, "Winter '27"],
    [67, "Summer '26"],
    [66, "Spring '26"],
    [65, "Winter '26"],
    [62, "Winter '25"],
    [51, "Spring '21"],
    [31, "Summer '14"],
  ];
  for (const [version, label] of labels) {
    it(`calls ${version}.0 ${label}`, () => {
      expect(releaseLabel(version)).to.equal(label);
    });
  }
});

describe('embedded org: batch size (fact I2)', () => {
  const sizes: Array<[string | undefined, number]> = [
    [undefined, 2000],
    ['batchSize=500', 500],
    ['batchSize = 250', 250],
    ['batchSize=1', 200],
    ['batchSize=5000', 2000],
  ];
  for (const [header, expected] of sizes) {
    it(`is ${expected} for ${String(header)}`, () => {
      expect(batchSize(header)).to.equal(expected);
    });
  }
});
