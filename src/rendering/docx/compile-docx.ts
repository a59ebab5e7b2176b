/**
 * Compiles a Word template.
 */
import type { Result } from '../../domain/errors.ts'
import type { CompiledTemplate } from '../compiled-template.ts'
import { refuseFile } from '../mistake.ts'

export async function compileDocx(_bytes: Uint8Array): Promise<Result<CompiledTemplate>> {
  return refuseFile('unsupported', 'Word files are compiled from the next commit on.')
}
