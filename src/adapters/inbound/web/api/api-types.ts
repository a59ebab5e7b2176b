/** Types that all files of the API share: the app, the request context and its variables. */
import type { HttpBindings } from '@hono/node-server'
import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { SecurityNotes } from '../shared/security-notes.ts'
import type { Caller } from '../../../../domain/kernel/access.ts'

export interface ApiEnv {
  /** Node's own request and response; absent when the API is called in the same process. */
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    /** Set once the request is authenticated. */
    caller: Caller
    /** What `If-Match` named, on operations that take it. */
    if_revision: number | undefined
    /** Where refusals are noted. */
    notes: SecurityNotes
    /** The bearer key, to check the caller again while a connection stays open. */
    secret: string
  }
}

export type Api = OpenAPIHono<ApiEnv>
export type ApiContext = Context<ApiEnv>
