/** MACs of account rows for tests: under one key, and demanded. */
import { createSecretKey } from 'node:crypto'
import { keyedRowMacs } from '../../../src/adapters/outbound/sql/accounts/macs/row-macs.ts'
import type { Logger } from '../../../src/ports/logger.ts'

export const ROW_MAC_KEY = createSecretKey(new Uint8Array(32).fill(5))

const silent: Logger = { info() {}, warn() {}, error() {} }

export const rowMacs = (logger: Logger = silent) => keyedRowMacs(ROW_MAC_KEY, { demanded: true, logger })
