/** How many cases of a property are tried: a quarter of them in `npm test`, all in `npm run long`. */
export const sampled = (runs: number): number => (process.env['PROPERTY_RUNS'] === 'all' ? runs : Math.ceil(runs / 4))
