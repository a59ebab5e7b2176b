/** For the benches, which are TypeScript. */
export declare const NODE_FLAGS: readonly string[]
