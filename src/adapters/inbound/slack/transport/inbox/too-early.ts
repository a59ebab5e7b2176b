/** The error of an item that cannot be processed yet. */

/** What a listener throws for an item whose time has not come: it is tried again without an attempt being counted. */
export class TooEarly extends Error {
  override readonly name = 'NotYet'
}
