/** The error of an item that cannot be processed yet. */

/** Thrown by a listener for an item that cannot be processed yet. The retry does not count as an attempt. */
export class TooEarly extends Error {
  override readonly name = 'TooEarly'
}
