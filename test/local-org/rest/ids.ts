const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The 18-character form of a 15- or 18-character record id, or undefined for what is no id at all. */
export function toLongId(id: string): string | undefined {
  if (!/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(id)) return undefined;
  return id.length === 18 ? id : id + checksum(id);
}

/** Three characters that say which letters of the 15 are upper case. */
function checksum(id: string): string {
  return [0, 5, 10]
    .map((start) => {
      const bits = [...id.slice(start, start + 5)].reduce(
        (sum, character, index) => (/[A-Z]/.test(character) ? sum + 2 ** index : sum),
        0,
      );
      return suffixAlphabet.charAt(bits);
    })
    .join('');
}
