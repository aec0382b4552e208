export type AssetSize = { name: string; raw: number; gzip: number; brotli: number };
export const limits: { loaderRaw: number; loaderGzip: number; allGzip: number };
export function buildWidget(outdir?: string): Promise<AssetSize[]>;
export function overweight(sizes: AssetSize[]): string[];
