/** Trees of causes as lines. */
import type { Cause } from '../../../../../queries/audit/causes.ts'
import type { AuditEntryRow } from '../../service/api-client.ts'
import { safeText } from '../../terminal/terminal-text.ts'
import { sentenceChanges } from './entry-lines.ts'

/** Each event in a line, below the one that caused it and further in. */
export const treeLines = (causes: readonly Cause<AuditEntryRow>[], indent = ''): string[] =>
  causes.flatMap(({ entry, effects }, index) => {
    const isLast = index === causes.length - 1
    return [
      safeText(
        `${indent}${isLast ? '└─' : '├─'} ${entry.at}  ${[entry.sentence, ...sentenceChanges(entry)].join('; ')}`,
      ),
      ...treeLines(effects, `${indent}${isLast ? '   ' : '│  '}`),
    ]
  })
