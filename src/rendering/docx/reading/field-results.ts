/**
 * Which results of fields are text. What a word processor writes anew whenever it lays the document out (a page number,
 * today) says nothing by itself: the field stands in for it. Any other result is what people read.
 */

/** Fields whose results change by themselves (ISO 29500-1, 17.16.5). */
const VOLATILE: ReadonlySet<string> = new Set(['PAGE', 'NUMPAGES', 'SECTIONPAGES', 'DATE', 'TIME'])

interface Field {
  instruction: string
  /** A locked field keeps its result, whatever it says. */
  readonly isLocked: boolean
  inResult: boolean
  /** Stands in for its result. */
  mark: string
}

/** The fields around the place that a walk through a part is at. */
export class FieldResults {
  readonly #open: Field[] = []

  /** Whether what stands here is no text: an instruction, or a result that its field stands in for. */
  get isHidden(): boolean {
    return this.#open.some((each) => !each.inResult || each.mark !== '')
  }

  begin(isLocked: boolean, instruction = ''): void {
    this.#open.push({ instruction, isLocked, inResult: false, mark: '' })
  }

  instruct(text: string): void {
    const field = this.#open.at(-1)
    if (field?.inResult === false) field.instruction += text
  }

  /** The result begins. Returns what stands in for it, or nothing. */
  separate(): string {
    const outer = this.#isHiddenAround()
    const field = this.#open.at(-1)
    if (field === undefined || field.inResult) return ''
    field.inResult = true
    const code = /^\s*(\w+)/.exec(field.instruction)?.[1]?.toUpperCase() ?? ''
    if (!field.isLocked && VOLATILE.has(code)) field.mark = `⟨${code}⟩`
    return outer ? '' : field.mark
  }

  /** The field ends. Returns what stands in for a result that it never had, or nothing. */
  end(): string {
    const mark = this.separate()
    this.#open.pop()
    return mark
  }

  #isHiddenAround(): boolean {
    return this.#open.slice(0, -1).some((each) => !each.inResult || each.mark !== '')
  }
}
