/** The rows of a pasted table in which something is unclear, with a choice in each such cell. */
import { html } from 'hono/html'
import type { QuestionView } from '../../../../../../../queries/generation/generation-view.ts'
import type { Html } from '../../../env.ts'
import type { UnclearRow, UnclearWords } from '../../../forms/unclear-cells.ts'

export function unclearTable({ label, fields = [] }: QuestionView, rows: readonly UnclearRow[]): Html {
  const names = fields.map((field) => (field.name === '.' ? label : field.label))
  return html`<p class="hint">
      Choose what is meant, and take the rows. A choice counts wherever the same words stand in the column.
    </p>
    <div class="scroll" tabindex="0" role="region" aria-label="Rows with unclear cells">
      <table>
        <thead>
          <tr>
            <th scope="col">Row</th>
            ${names.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ number, cells }) =>
              html`<tr>
                <th scope="row">${String(number)}</th>
                ${cells.map(
                  ({ text, unclear }, index) =>
                    html`<td>${text}${unclear.map((words) => meaningSelect(words, names[index] ?? '', number))}</td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
}

const meaningSelect = ({ words, options }: UnclearWords, column: string, row: number): Html =>
  html`<select name="chosen" aria-label="“${words}” in ${column}, row ${String(row)}, means">
    <option value="">means …</option>
    ${options.map(
      ({ value, shown, as_written }) =>
        html`<option value="${value}">${as_written ? `as it is: “${shown}”` : shown}</option>`,
    )}
  </select>`
