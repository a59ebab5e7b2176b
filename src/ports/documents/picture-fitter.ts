/** Makes pictures as large as the places that a template has for them need. */
import type { Result } from '../../domain/kernel/errors.ts'
import type { ImageAnswer } from '../../domain/questions/answer.ts'
import type { TemplateVersion } from '../../domain/template/template.ts'

/** The place of a picture. */
export interface PicturePlaces {
  readonly tenant: string
  readonly template_id: string
  readonly version: TemplateVersion
  /** Of the question, or of the field in a list; `.` for the items of a list of pictures. */
  readonly name: string
  /** Who answers. */
  readonly actor: string
}

export interface PictureFitter {
  /**
   * The picture with no more pixels than its largest place shows; the same one where it has no more, or where fewer
   * would not make a smaller file. Refuses as `PictureScaler.scale` does.
   */
  fit(picture: ImageAnswer, places: PicturePlaces): Promise<Result<ImageAnswer>>
}
