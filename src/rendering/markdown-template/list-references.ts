/** The lists of a Markdown template as `docx` defines them: one for all bullets, one for each numbered list. */
import { AlignmentType, LevelFormat } from 'docx'

/** A numbered list: where it begins, and with which number. Lists in its items number on its lower levels. */
export interface NumberedList {
  readonly reference: string
  readonly level: number
  /** In how many lists it stands: what its numbers look like. */
  readonly nested: number
  readonly start: number
}

/** Deeper items look like these. */
export const MAX_LEVEL = 5
export const BULLETS = 'bullets'

const FORMATS = [LevelFormat.DECIMAL, LevelFormat.LOWER_LETTER, LevelFormat.LOWER_ROMAN] as const

type Format = (typeof LevelFormat)[keyof typeof LevelFormat]

const levelOf = (level: number, format: Format, text: string, start = 1) => ({
  level,
  format,
  text,
  start,
  alignment: AlignmentType.LEFT,
  style: { paragraph: { indent: { left: 720 * (level + 1), hanging: 360 } } },
})

/** The levels of bullets. */
export const bulletList = () => ({
  reference: BULLETS,
  levels: [0, 1, 2, 3, 4, 5].map((level) => levelOf(level, LevelFormat.BULLET, level % 2 === 0 ? '•' : '–')),
})

/** The levels of a numbered list, from its own on. */
export const numberedList = ({ reference, level: own, nested, start }: NumberedList) => ({
  reference,
  levels: [0, 1, 2, 3, 4, 5]
    .filter((level) => level >= own)
    .map((level) =>
      levelOf(
        level,
        FORMATS[(nested + level - own) % 3] ?? LevelFormat.DECIMAL,
        `%${level + 1}.`,
        level === own ? start : 1,
      ),
    ),
})
