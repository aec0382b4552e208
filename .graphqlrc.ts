import { ApiType, pluckConfig, preset } from "@shopify/api-codegen-preset";

const schema = ".cache/admin-2026-10.schema.json";
const documents = ["app/**/*.{ts,tsx}"];

/** Types for every `#graphql` document of the app, from Shopify's own schema, which set-up keeps in .cache. */
export default {
  schema,
  documents,
  extensions: {
    codegen: {
      pluckConfig,
      ignoreNoDocuments: true,
      generates: {
        ".cache/types/admin.types.d.ts": {
          schema,
          plugins: ["typescript"],
          config: { defaultScalarType: "string", scalars: { JSON: "unknown" }, enumsAsTypes: true },
        },
        ".cache/types/admin.generated.d.ts": {
          schema,
          preset,
          documents,
          presetConfig: { apiType: ApiType.Admin },
        },
      },
    },
  },
};
