/** Makes pictures smaller, pixel by pixel. */
import type { Result } from '../../domain/kernel/errors.ts'

export interface ScaleRequest {
  /** A whole PNG or JPEG. */
  readonly bytes: Uint8Array
  readonly media_type: 'image/png' | 'image/jpeg'
  /** Of the upright result, in pixels; smaller than the picture. */
  readonly width: number
  readonly height: number
  /** Whose work it is: nobody's work waits behind all of somebody else's. */
  readonly owner: string
}

export interface PictureScaler {
  /**
   * A picture of the same type: upright, with its colour profile and transparency, and nothing else. Undefined for one
   * that cannot be made smaller without changing how it looks. Refuses as `invalid_answer` what cannot be decoded, and
   * as `unavailable` when too many wait, or the machine is too busy.
   */
  scale(request: ScaleRequest): Promise<Result<Uint8Array | undefined>>
}
