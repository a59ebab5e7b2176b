/** What a picture in a line of text fills at most: what fits between usual margins, 16 × 22 cm. */

/** In English Metric Units. */
export const INLINE_BOX = { width: 5_760_000, height: 7_920_000 }
