/** One line on a terminal that moves while something takes time. */
import { styleText } from 'node:util'
import type { OutputStream } from '../../environment.ts'

const FRAMES = ['◐', '◓', '◑', '◒']
const FRAME_MS = 120
const CLEAR = '\r\u001b[2K'

/** Shows `text` until the task is done, then `done`; a task that fails leaves an empty line. */
export async function showWorking<T>(stream: OutputStream, text: string, done: string, task: Promise<T>): Promise<T> {
  let frame = 0
  const draw = () => stream.write(`${CLEAR}${styleText('cyan', FRAMES[frame++ % FRAMES.length] ?? '')}  ${text}`)
  draw()
  const timer = setInterval(draw, FRAME_MS)
  try {
    const result = await task
    stream.write(`${CLEAR}${styleText('green', '◇')}  ${done}\n`)
    return result
  } catch (error) {
    stream.write(CLEAR)
    throw error
  } finally {
    clearInterval(timer)
  }
}
