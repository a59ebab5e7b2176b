/**
 * The interface between reading XML tags and what is made of them (a tree, a count).
 */
/** Told of each element in document order. What it throws ends the reading. */
export interface TagReader<Kind extends {} = {}> {
  /**
   * Asked once, or a few times, for each name: what `open` is to be told when it comes. `bare` elements have neither
   * content nor `{{` in their attributes; they are only counted when this is undefined. The root comes first; its
   * `<name …>` stands at [start, inner).
   */
  kindOf(name: string, bare: boolean, start: number, inner: number): Kind | undefined
  /** `<name …>` stands at [start, inner). */
  open(kind: Kind, start: number, inner: number): void
  /** `</name>` stands at [innerEnd, end); both are `inner` for `<name/>`. */
  close(innerEnd: number, end: number): void
}
