/*
 * Builds the storefront widget into the theme extension's assets and keeps it small:
 *   node extensions/build.mjs            build, print the bytes of each asset, fail over a limit
 * Shopify serves the files as they are, from one flat folder, so each is complete and minified here.
 */
import { buildWidget, overweight, table } from "./widget.ts";

const sizes = await buildWidget();
console.log(table(sizes));
const problems = overweight(sizes);
for (const problem of problems) console.error(`Too heavy. ${problem}`);
if (problems.length > 0) process.exitCode = 1;
