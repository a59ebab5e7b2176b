import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { followKeys, signNextKey } from '../../src/proof/heads/key-chain.ts'
import {
  formatVerifierKey,
  parseNote,
  parseVerifierKey,
  signerOf,
  signNote,
  type SigningKey,
} from '../../src/proof/heads/signed-note.ts'
import { formatHead, openHead, parseHead, type TreeHead } from '../../src/proof/heads/tree-head.ts'

function keyOf(name: string): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = publicKey.export({ format: 'jwk' })
  return { name, publicKey: new Uint8Array(Buffer.from(x!, 'base64url')), privateKey }
}

const HEAD: TreeHead = {
  origin: 'docgen/0123',
  size: 3,
  root: new Uint8Array(32).fill(7),
  time: '2026-12-01T10:00:00.000Z',
  after: 2,
}

describe('signed notes', () => {
  it('verifies the note of the specification’s example', () => {
    // The example key and note of C2SP signed-note are those of golang.org/x/mod/sumdb/note.
    const key = parseVerifierKey('PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW')!
    const note =
      'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n\n' +
      '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n'
    const typed = note.replace('don’t', "don't")
    expect(signerOf(parseNote(typed)!, [key])).toBe(key)
    expect(signerOf(parseNote(note)!, [key])).toBeUndefined()
  })

  it('refuses a changed text, another key, and another name', () => {
    const key = keyOf('one')
    const note = signNote('A text.\n', key)
    expect(signerOf(parseNote(note)!, [keyOf('one'), key])).toBe(key)
    expect(signerOf(parseNote(note.replace('A text', 'B text'))!, [key])).toBeUndefined()
    expect(signerOf(parseNote(note)!, [keyOf('one'), { ...key, name: 'two' }])).toBeUndefined()
  })

  it.each(['', 'text', 'text\n\n', 'text\n\nno signature\n', 'text\n\n— name !!\n'])('is none: %j', (text) => {
    expect(parseNote(text)).toBeUndefined()
  })

  it('takes a verifier key only whole', () => {
    const text = formatVerifierKey(keyOf('docgen/0123'))
    expect(formatVerifierKey(parseVerifierKey(text)!)).toBe(text)
    for (const broken of ['', text.slice(1), `${text.slice(0, 20)}0${text.slice(21)}`, text.slice(0, -6)])
      expect(parseVerifierKey(broken)).toBeUndefined()
  })
})

describe('heads', () => {
  it('come back as they were signed', () => {
    const key = keyOf(HEAD.origin)
    expect(openHead(signNote(formatHead(HEAD), key), [key])).toEqual(HEAD)
    expect(openHead(signNote(formatHead(HEAD), keyOf(HEAD.origin)), [key])).toBeUndefined()
    expect(openHead(signNote('docgen/0123\nsomething else\n', key), [key])).toBeUndefined()
  })

  it('have one spelling only', () => {
    const text = formatHead(HEAD)
    expect(parseHead(`${text}more\n`)).toBeUndefined()
    expect(parseHead(text.replace('\n3\n', '\n-3\n'))).toBeUndefined()
    expect(parseHead(text.slice(0, -1))).toBeUndefined()
  })
})

describe('keys that follow one another', () => {
  const [first, second, third] = [keyOf('a'), keyOf('a'), keyOf('b')]
  const time = '2026-12-01T10:00:00.000Z'
  const statements = [signNextKey(first, second, time), signNextKey(second, third, time)]
  const lines = (keys: readonly { name: string; publicKey: Uint8Array }[]) => keys.map(formatVerifierKey)

  it('are trusted from any of them on', () => {
    expect(lines(followKeys(first, statements))).toEqual(lines([first, second, third]))
    expect(lines(followKeys(second, statements))).toEqual(lines([second, third]))
  })

  it('end where a statement is missing, or somebody else signed it', () => {
    expect(lines(followKeys(first, statements.slice(1)))).toEqual(lines([first]))
    const forged = signNextKey({ ...second, publicKey: first.publicKey }, third, time)
    expect(lines(followKeys(first, [forged]))).toEqual(lines([first]))
    expect(lines(followKeys(first, ['nonsense']))).toEqual(lines([first]))
  })
})
