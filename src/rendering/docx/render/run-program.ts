/**
 * Runs the program of a part: writes its statics, values and sections to a sink.
 */
import type { NoteNode, Program, TableNode, ValueNode } from '../../template/program.ts'
import { type Scope, isSectionShown, lookUp, iterationScopes, withoutMissing } from '../../template/scope.ts'
import { isImage, isMarkdown, plainText } from '../../template/values.ts'
import { encodeText, encodeRunText } from '../../template/encode-text.ts'
import type { Assets } from './assets.ts'
import { markdownBlocks } from './markdown/markdown-values.ts'
import { describe } from './pictures/picture-places.ts'
import { encodeRichValue } from './rich-values.ts'
import { TEXT_FOUND, type Sink } from './sinks.ts'

/** Throws Refused for a missing or impossible value. */
export function runProgram(program: Program, scope: Scope, sink: Sink, assets: Assets): void {
  for (const node of program) {
    switch (node.node) {
      case 'static':
        sink.static(node)
        break
      case 'value':
        writeValue(node, scope, sink, assets)
        break
      case 'section': {
        const all = iterationScopes(scope, node.name, node.inverted)
        if (all.length === 0) {
          if (node.otherwise !== undefined) runProgram(node.otherwise, scope, sink, assets)
        } else if (all.length === 1) runProgram(node.children, all[0] as Scope, sink, assets)
        else {
          sink.beginLoop()
          for (let index = 0; index < all.length; index++) {
            if (index > 0 && node.between !== undefined) runProgram(node.between, scope, sink, assets)
            runProgram(node.children, all[index] as Scope, sink, assets)
          }
          sink.endLoop()
        }
        break
      }
      case 'guard':
        runProgram(
          node.any.some((each) => isSectionShown(scope, each.name, each.inverted)) ? node.children : node.otherwise,
          scope,
          sink,
          assets,
        )
        break
      case 'block': {
        const value = lookUp(scope, node.name)
        if (isMarkdown(value)) {
          runProgram(node.marks, scope, sink, assets)
          sink.text(markdownBlocks(value, node.name, node.run, assets))
        } else runProgram(node.children, scope, sink, assets)
        break
      }
      case 'table':
        if (writesRow(node, scope, sink, assets)) runProgram(node.children, scope, sink, assets)
        break
      case 'ensure':
        runProgram(node.children, scope, sink, assets)
        if (!sink.endsWithParagraph()) runProgram(node.filler, scope, sink, assets)
        break
      case 'id': {
        const { serial } = node.round === undefined ? scope : assets.rounds.scopeOf(node.round, scope)
        const fresh = assets.freshId(serial, node.slot)
        sink.text(serial === 0 ? node.first : node.stem === undefined ? String(fresh) : `${node.stem}_${fresh}`)
        break
      }
      case 'once':
        if (scope.serial === 0) runProgram(node.children, scope, sink, assets)
        else if (node.otherwise !== undefined) runProgram(node.otherwise, scope, sink, assets)
        break
      case 'round':
        assets.rounds.begin(node.round, scope)
        break
      case 'list':
        sink.text(assets.lists.ofRound(node, scope))
        break
      case 'reference':
        assets.notes.refer(node.note, scope)
        sink.text(scope.serial === 0 ? node.first : String(assets.freshId(scope.serial, node.slot)))
        break
      case 'note':
        writeNote(node, sink, assets)
        break
      case 'copy':
        runProgram(node.children, withoutMissing(scope, node.names), sink, assets)
        break
      case 'apart':
        if (sink.endsWithTable()) runProgram(node.filler, scope, sink, assets)
        break
      case 'hyperlink':
        sink.text(assets.hyperlink(node, scope))
        break
      case 'field_address':
        sink.text(assets.fieldAddress(node, scope))
        break
      case 'picture':
        sink.text(assets.picture(node, scope))
        break
    }
  }
}

/**
 * Whether a table would have a row: runs its program into a sink that throws at the first row. Throwing is how the run
 * stops early; a sink that returned a flag would cost a check at every node.
 */
function writesRow(table: TableNode, scope: Scope, sink: Sink, assets: Assets): boolean {
  const noted = assets.notes.pause()
  try {
    runProgram(table.children, scope, sink.searching(table.rowEnd), assets)
    return false
  } catch (error) {
    if (error === TEXT_FOUND) return true
    throw error
  } finally {
    assets.notes.resume(noted)
  }
}

/** A note for each of its references. */
function writeNote(node: NoteNode, sink: Sink, assets: Assets): void {
  const places = assets.notes.placesOf(node.note)
  if (places.length > 1) sink.beginLoop()
  for (const place of places) runProgram(node.children, place, sink, assets)
  if (places.length > 1) sink.endLoop()
}

function writeValue(node: ValueNode, scope: Scope, sink: Sink, assets: Assets): void {
  const value = lookUp(scope, node.name)
  if (node.place === 'run' && node.run !== undefined) {
    if (typeof value === 'string') sink.text(encodeRunText(value, node.name, node.run.prefix))
    else sink.text(encodeRichValue(value, node.name, node.run, assets, scope))
  } else if (node.place === 'attribute' && isImage(value)) sink.text(describe(value, node.name, scope))
  else sink.text(encodeText(plainText(value, node.name), node.name, node.place))
}
