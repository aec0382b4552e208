import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);

const key = z
  .base64()
  .refine((text) => Buffer.from(text, "base64").length === 32, "must be 32 bytes in base64");

const Environment = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  SHOPIFY_API_KEY: z.string().min(1),
  SHOPIFY_API_SECRET: z.string().min(8),
  SHOPIFY_API_SECRET_OLD: z.string().min(8).optional(),
  SHOPIFY_APP_URL: z.url({ protocol: /^https?$/ }),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: z.email(),
  ENCRYPTION_KEY: key,
  ENCRYPTION_KEY_OLD: key.optional(),
  FILES_DIR: z.string().min(1),
  FILES_S3_URL: z.url({ protocol: /^https?$/ }).optional(),
  FILES_S3_KEY: z.string().min(1).optional(),
  FILES_S3_SECRET: z.string().min(1).optional(),
  FILES_S3_REGION: z.string().min(1).default("us-east-1"),
  REDIS_URL: z.url({ protocol: /^rediss?$/ }).optional(),
  OPERATOR_TOKEN: z.string().min(16).optional(),
  PORT: port.default(4405),
  WORKER_PORT: port.default(4406),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
});

export type Env = z.infer<typeof Environment>;

let checked: Env | undefined;

/**
 * The settings of this process, checked once at start.
 * @throws Error that names every variable that is missing or wrong.
 */
export function env(): Env {
  checked ??= read(process.env);
  return checked;
}

function read(source: NodeJS.ProcessEnv): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const result = Environment.safeParse(present);
  if (result.success) return result.data;
  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `  ${name}: ${present[name] === undefined ? "is not set" : issue.message}`;
  });
  throw new Error(
    `Goodturn cannot start. Set these environment variables (see .env.example):\n${problems.join("\n")}`,
  );
}
