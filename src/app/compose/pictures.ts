/** What fits pictures to their places, if the setting wants it. */
import { SharpPictureScaler } from '../../adapters/outbound/sharp/sharp-picture-scaler.ts'
import type { Logger } from '../../ports/logger.ts'
import type { PictureFitter } from '../../ports/documents/picture-fitter.ts'
import type { CompiledTemplates } from '../../storage/compiled-templates.ts'
import { createPictureFitter } from '../../storage/pictures/fitted-pictures.ts'
import type { Config } from '../config.ts'

/** Undefined where pictures keep all their pixels. */
export const openPictures = (
  { picture_dpi: dpi }: Config,
  templates: CompiledTemplates,
  logger: Logger,
): PictureFitter | undefined =>
  dpi === undefined ? undefined : createPictureFitter({ templates, scaler: new SharpPictureScaler(logger), dpi })
