/**
 * The rules of the house that no linter has: which room imports which, one name for one type, and how wide and long
 * rooms, files and lines may be. Part of `npm run lint`; prints every offence with its place and ends with code 1.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOMS, roomOf, vendorOf, VENDORS } from './rooms.ts'

const MAX_FILES_IN_ROOM = 15
const MAX_LINES = 300
const MAX_COLUMNS = 120
/** A released migration stays, where it is. */
const GROWING = /\/migrations$/
/** Nobody writes or reads them line by line. */
const GENERATED = /\.generated\.ts$/

interface SourceFile {
  readonly path: string
  readonly text: string
}

const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
})
const files: readonly SourceFile[] = listed
  .split('\0')
  .filter((file) => file !== '')
  .flatMap((file) => readIfThere(file))
const source = files.filter((file) => file.path.startsWith('src/'))
const written = source.filter((file) => !GENERATED.test(file.path))

const offences = [
  ...source.flatMap(forbiddenImports),
  ...source.flatMap(misplacedVendors),
  ...duplicateTypes(source),
  ...wideRooms(files),
  ...written.filter((file) => linesOf(file).length > MAX_LINES).map((file) => `${file.path}: over ${MAX_LINES} lines`),
  ...written.flatMap(longLines),
]
for (const offence of offences) console.error(offence)
console.error(
  offences.length === 0
    ? `The house is in order: ${source.length} files in ${Object.keys(ROOMS).length} rooms.`
    : `${offences.length} offences against the rules of the house (scripts/check).`,
)
process.exitCode = offences.length === 0 ? 0 : 1

/** A file deleted in the working tree is still listed. */
function readIfThere(file: string): SourceFile[] {
  try {
    return [{ path: file, text: readFileSync(file, 'utf8') }]
  } catch {
    return []
  }
}

function forbiddenImports({ path: file, text }: SourceFile): string[] {
  const room = roomOf(file)
  if (room === undefined) return [`${file}: no room covers it. Write its room into scripts/check/rooms.ts.`]
  const allowed = [room, ...(ROOMS[room] ?? [])]
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+)'/g)].flatMap(([, specifier = '']) => {
    if (!specifier.endsWith('.ts')) return []
    const imported = path.posix.join(path.posix.dirname(file), specifier)
    const isAllowed = allowed.some((one) => imported.startsWith(`${one}/`)) && isReachable(room, imported, allowed)
    return isAllowed ? [] : [`${file}: ${room} may not import ${imported} (scripts/check/rooms.ts)`]
  })
}

/** A subfolder may be a room with rules of its own: it is imported only where it is listed, or from its parent. */
function isReachable(room: string, imported: string, allowed: readonly string[]): boolean {
  const target = roomOf(imported)
  return target === undefined || target.startsWith(room) || allowed.some((one) => `${target}/`.startsWith(`${one}/`))
}

/** The composition may name a vendor whose adapter it makes. */
function misplacedVendors({ path: file, text }: SourceFile): string[] {
  if (file.startsWith('src/app/')) return []
  return [...text.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*'([^.'\s][^'\s]*)'/g)].flatMap(([, specifier = '']) => {
    const vendor = vendorOf(specifier)
    const home = vendor === undefined ? undefined : VENDORS[vendor]
    return home === undefined || file.startsWith(`${home}/`) ? [] : [`${file}: ${specifier} belongs in ${home} only`]
  })
}

/** One name is one thing: no two exported types of `src` share a name. */
function duplicateTypes(sources: readonly SourceFile[]): string[] {
  const places = new Map<string, string[]>()
  for (const file of sources) {
    for (const [, name = ''] of file.text.matchAll(
      /^export (?:declare )?(?:abstract )?(?:interface|type|class|enum) ([A-Z]\w*)/gm,
    )) {
      places.set(name, [...(places.get(name) ?? []), file.path])
    }
  }
  return [...places].filter(([, at]) => at.length > 1).map(([name, at]) => `${name} is declared in ${at.join(' and ')}`)
}

function wideRooms(all: readonly SourceFile[]): string[] {
  const counts = new Map<string, number>()
  for (const file of all) {
    const folder = path.posix.dirname(file.path)
    counts.set(folder, (counts.get(folder) ?? 0) + 1)
  }
  return [...counts]
    .filter(([folder, count]) => count > MAX_FILES_IN_ROOM && !GROWING.test(folder))
    .map(([folder, count]) => `${folder}: ${count} files, more than ${MAX_FILES_IN_ROOM}`)
}

function longLines(file: SourceFile): string[] {
  return linesOf(file).flatMap((line, index) =>
    line.length > MAX_COLUMNS ? [`${file.path}:${index + 1}: ${line.length} columns`] : [],
  )
}

function linesOf({ text }: SourceFile): string[] {
  return text.replace(/\n$/, '').split('\n')
}
