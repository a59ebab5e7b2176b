/**
 * Combines CRC-32 values without reading the bytes again, as zlib's `crc32_combine_op` does.
 */

const POLYNOMIAL = 0xedb88320

/** Multiplies two polynomials over GF(2) modulo the CRC's polynomial, bits reflected. */
function multiply(a: number, b: number): number {
  let product = 0
  let factor = b
  for (let bit = 0x80000000; bit !== 0; bit >>>= 1) {
    if ((a & bit) !== 0) product ^= factor
    factor = (factor & 1) !== 0 ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1
  }
  return product >>> 0
}

/** The operator that moves a CRC over `size` bytes: x^(8·size). */
export function crcShift(size: number): number {
  let operator = 0x80000000
  let power = 0x00800000 // x^8
  for (let left = size; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) operator = multiply(power, operator)
    power = multiply(power, power)
  }
  return operator
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = (crc & 1) !== 0 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1
  return crc
})

/** The CRC extended by a few bytes: for so few, a call of zlib costs more than this loop. */
export function extendCrc(crc: number, bytes: Uint8Array, size: number): number {
  let state = ~crc
  for (let index = 0; index < size; index++)
    state = (state >>> 8) ^ (TABLE[(state ^ (bytes[index] as number)) & 0xff] as number)
  return ~state >>> 0
}

/** The CRC of A followed by B, from the CRC of each and B's operator. */
export const appendCrc = (a: number, b: number, shift: number): number => (multiply(shift, a) ^ b) >>> 0
