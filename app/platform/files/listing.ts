/** One page of what a bucket holds, and the token that asks for the next one; null when this is the last. */
export type Listing = { readonly keys: readonly string[]; readonly next: string | null };

/** Reads S3's <ListBucketResult>. Our own names hold nothing that XML would escape; tokens are Amazon's and may. */
export function listingFrom(xml: string): Listing {
  const keys = [...xml.matchAll(/<Key>([^<]+)<\/Key>/g)].map(([, key = ""]) => key);
  const token = /<NextContinuationToken>([^<]+)</.exec(xml)?.[1];
  return { keys, next: token ? plain(token) : null };
}

function plain(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: keyof typeof signs) => signs[name]);
}

const signs = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" } as const;
