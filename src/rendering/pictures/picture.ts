/** A picture that was read to its end, or what is wrong with its file. */
import type { Orientation } from './orientation.ts'
import type { PictureHeader } from './picture-header.ts'

export interface Picture extends PictureHeader {
  /** `width` and `height` are those of the stored pixels. */
  readonly orientation: Orientation
  /** The pixels and their colours, nothing else. */
  readonly bytes: Uint8Array
  /** The same with the orientation, if it is not upright, so that viewers can turn it. */
  readonly held: () => Uint8Array
}

/**
 * `unknown`: neither PNG nor JPEG; `cut_short`: it ends too early; `damaged`: what stands in it cannot be; `uncommon`:
 * a kind of JPEG that Word and browsers do not show.
 */
export type PictureFault = 'unknown' | 'cut_short' | 'damaged' | 'uncommon'

/** What the readers of the two formats give. */
export type PictureBody = Omit<Picture, keyof PictureHeader>
