/**
 * Makes text from an org harmless for a terminal: control characters (ANSI escapes among them), bidirectional overrides
 * and invisible characters are shown as `\u{…}` instead of being obeyed.
 */
export const visible = (text: string): string =>
  text.replace(
    // C0 and C1 controls, zero-width and bidirectional marks, line separators, lone surrogates, tag characters
    /[\p{Cc}\p{Cs}\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu,
    (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`,
  );
