/** A text of sections that has to stay below a size: what comes last is left out first, and that is said. */

/** One section; a block of it is there as a whole or not at all. */
export type TextSection = {
  readonly head: string;
  readonly blocks: readonly string[];
  readonly foot: string;
};

/** How large a text may be, and how that is measured. */
export type TextLimit = { readonly most: number; readonly unit: 'characters' | 'bytes' };

/** Bytes of a text as UTF-8. */
export const utf8Length = (text: string): number => {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Each half of a surrogate pair makes two of its four bytes.
    if (unit > 0x7f) bytes += unit > 0x7ff && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
};

/** What was left out, as lines. */
export type LeftOut = {
  /** @param number how many blocks of a section; `whole` when nothing of it is there */
  readonly some: (number: number) => string;
  readonly sections: (number: number) => string;
};

/** The sections as one text of at most the given size. */
export const limitedText = (sections: readonly TextSection[], { most, unit }: TextLimit, left: LeftOut): string => {
  const sizeOf = unit === 'bytes' ? utf8Length : (text: string): number => text.length;
  const last = `\n${left.sections(sections.length)}\n`;
  let room = most - sizeOf(last);
  const parts: string[] = [];
  let dropped = 0;
  for (const { head, blocks, foot } of sections) {
    const note = `\n${left.some(blocks.length)}\n`;
    const frame = sizeOf(head) + sizeOf(foot) + sizeOf(note);
    const first = blocks[0];
    if (dropped > 0 || frame + (first === undefined ? 0 : sizeOf(first)) > room) {
      dropped += 1;
      continue;
    }
    room -= frame;
    let shown = 0;
    for (const block of blocks) {
      const size = sizeOf(block);
      if (size > room) break;
      room -= size;
      shown += 1;
    }
    const rest = blocks.length - shown;
    parts.push(head, ...blocks.slice(0, shown), foot, ...(rest > 0 ? [`\n${left.some(rest)}\n`] : []));
    // Not the note, when it was not needed.
    if (rest === 0) room += sizeOf(note);
  }
  return parts.join('') + (dropped > 0 ? `\n${left.sections(dropped)}\n` : '');
};
