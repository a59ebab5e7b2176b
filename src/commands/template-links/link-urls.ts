/** Where the links of outsiders lead. `base` is an origin. */

const at = (path: string) => (base: string, token: string) =>
  new URL(`${path}?token=${encodeURIComponent(token)}`, base).href

/** A template's link, as its author hands it out. */
export const templateLinkUrl = at('/answer')
/** The one-time link that shows an address. */
export const proofUrl = at('/answer/begin')
/** An outsider's own link back. */
export const returnUrl = at('/answer/return')
