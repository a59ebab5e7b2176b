/**
 * The interface between reading XML tags and what is made of them (a tree, a count).
 */
/** Receives each element in document order. What it throws ends the reading. */
export interface TagReader<Kind extends {} = {}> {
  /**
   * Called once, or a few times, for each name; the result is passed to `open`. `bare` elements have neither content
   * nor `{{` in their attributes; with undefined they are only counted. The root comes first; its start tag is [start,
   * inner).
   */
  kindOf(name: string, bare: boolean, start: number, inner: number): Kind | undefined
  /** The start tag is [start, inner). */
  open(kind: Kind, start: number, inner: number): void
  /** The end tag is [innerEnd, end); both are `inner` for `<name/>`. */
  close(innerEnd: number, end: number): void
}
