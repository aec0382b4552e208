import { createTypeScriptImportResolver } from "eslint-import-resolver-typescript";
import { importX } from "eslint-plugin-import-x";
import { globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

/** From the ground up: a room may look only at floors below its own. */
export const floors = [
  ["kit"],
  ["platform"],
  ["shops", "team"],
  ["customers", "knowledge", "ledger"],
  ["orders"],
  ["conversations", "returns"],
  ["assistant", "automation", "channels", "feedback", "outreach", "quality"],
  ["portal", "privacy", "reports"],
  ["wiring"],
  ["http", "ui"],
  ["routes"],
];
const plumbing = ["platform", "wiring", "http", "ui", "routes"];
export const rooms = floors.flat().filter((room) => !plumbing.includes(room));

const code = ["**/*.{ts,tsx,js,mjs}"];
const forbid = (...patterns) => ({ "@typescript-eslint/no-restricted-imports": ["error", { patterns }] });
const refuse = (...syntax) => ({ "no-restricted-syntax": syntax.length > 0 ? ["error", ...syntax] : "off" });
const notBelow = (room, floor) =>
  floors
    .slice(floor)
    .flat()
    .filter((other) => other !== room)
    .join("|");

const climbing = { regex: "^\\.\\./", message: "Name another room in full: ~/orders/order." };
const stairs = (room, floor) => {
  const others = notBelow(room, floor);
  return others
    ? [climbing, { regex: `^~/(${others})/`, message: `${room} may only look downstairs.` }]
    : [climbing];
};
const landmark = {
  regex: "^~/(shopify\\.server|server|worker|operate)$",
  message: "Only http and platform know Shopify's library; nobody imports a process.",
};
const screens = {
  regex: "^(react|react-dom|@remix-run/|@shopify/polaris|@shopify/app-bridge|~/shopify\\.server$)",
  message: "The domain knows no HTTP and no screen.",
};
const noPolaris = { regex: "^@shopify/polaris", message: "A guard at the door draws nothing." };
const effects = {
  regex: "\\.server$",
  allowTypeImports: true,
  message: "A pure file has no effects. Put this in a .server.ts file.",
};
const world = {
  regex: "^(react|@remix-run/|@shopify/|@prisma/|node:)",
  message: "A pure file knows no HTTP, no screen, no database.",
};

const hidden = {
  selector: "ImportExpression",
  message: "A dynamic import slips past the floors: it belongs in wiring/.",
};
const guessed = {
  selector:
    "BinaryExpression[operator=/^[!=]==?$/] > :matches(Identifier[name=/(signature|secret|hmac|password|hash|digest)$/i], MemberExpression[property.name=/(signature|secret|hmac|password|hash|digest)$/i])",
  message: "Comparing stops at the first difference, and says so by its time: use sameSecret.",
};
const ambient = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "One request, one moment: desk.now.",
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "One request, one moment: desk.now.",
  },
  {
    selector: "MemberExpression[object.name='Math'][property.name='random']",
    message: "Chance is not ambient: take it as a parameter, or use kit/id.",
  },
];

/** Money is whole minor units: what reads, makes or prints broken numbers has no place near it. */
const moneyRooms = ["ledger", "orders", "returns"];
const broken = [
  {
    selector:
      "CallExpression[callee.name='parseFloat'], CallExpression[callee.property.name=/^(parseFloat|toFixed|toPrecision)$/]",
    message: "Money is never a float: kit/money reads and prints it.",
  },
  {
    selector: "Literal[raw=/^[0-9]*\\.[0-9]+$/]",
    message: "Money is never a float: count in minor units.",
  },
];

const lawsAt = (room) => {
  if (rooms.includes(room)) return [screens];
  if (room === "ui") return [effects, landmark];
  if (room === "http") return [noPolaris];
  return room === "platform" ? [] : [landmark];
};

const lawOf = (room, floor) => [
  {
    files: [`app/${room}/**/*.{ts,tsx}`],
    rules: {
      ...forbid(...stairs(room, floor), ...lawsAt(room)),
      ...refuse(
        guessed,
        ...(room === "wiring" ? [] : [hidden]),
        ...(rooms.includes(room) ? ambient : []),
        ...(moneyRooms.includes(room) ? broken : []),
      ),
    },
  },
  ...(rooms.includes(room)
    ? [
        {
          files: [`app/${room}/**/*.{ts,tsx}`],
          ignores: ["**/*.server.ts"],
          rules: forbid(...stairs(room, floor), effects, world),
        },
      ]
    : []),
];

const budgets = {
  files: code,
  rules: {
    "max-lines": ["error", { max: 300, skipBlankLines: true, skipComments: true }],
    "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    "max-params": "off",
    "@typescript-eslint/max-params": ["error", { max: 3, countVoidThis: false }],
    complexity: ["error", 10],
    eqeqeq: ["error", "always", { null: "ignore" }],
    "no-else-return": "error",
    "object-shorthand": "error",
    "prefer-const": "error",
    "@typescript-eslint/no-explicit-any": "error",
    "@typescript-eslint/consistent-type-imports": "error",
    "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
    "import-x/no-cycle": ["error", { ignoreExternal: true }],
    "import-x/no-default-export": "error",
  },
};

/** Rules that read the types: a promise nobody waits for hides its failure. */
const promises = (root) => ({
  files: ["**/*.{ts,tsx}"],
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: root } },
  rules: {
    "@typescript-eslint/no-floating-promises": "error",
    "@typescript-eslint/await-thenable": "error",
    "@typescript-eslint/no-misused-promises": ["error", { checksVoidReturn: false }],
    "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
  },
});

const house = [
  { files: ["**/*.tsx"], rules: { "max-lines-per-function": ["error", { max: 120, skipBlankLines: true }] } },
  { files: ["**/*.test.{ts,tsx}"], rules: { "max-lines-per-function": ["error", { max: 150 }] } },
  {
    files: ["app/**/*.{ts,tsx}"],
    rules: {
      "no-console": "error",
      ...refuse(hidden, guessed),
      ...forbid(climbing),
      "no-restricted-properties": [
        "error",
        {
          object: "process",
          property: "env",
          message: "The environment is read once, in platform/env.server.ts.",
        },
      ],
    },
  },
  { files: ["app/platform/env.server.ts"], rules: { "no-restricted-properties": "off" } },
  // Remix calls it, and says with how many parameters.
  { files: ["app/entry.server.tsx"], rules: { "@typescript-eslint/max-params": "off" } },
  ...floors.flatMap((names, floor) => names.flatMap((room) => lawOf(room, floor))),
  {
    files: ["tests/dev-store/**/*.{ts,mjs}"],
    rules: forbid({
      regex: "^(~/|(\\.\\./)+app/)",
      message: "The stand-in store shares no code with the app: it would share its mistakes.",
    }),
  },
  {
    files: [
      "app/routes/**/*.{ts,tsx}",
      "app/{root,entry.client,entry.server}.tsx",
      "app/routes.ts",
      "*.config.{ts,js}",
      ".graphqlrc.ts",
      "tests/journeys/playwright.config.ts",
    ],
    rules: { "import-x/no-default-export": "off" },
  },
];

/** The rules for the checkout at `root`; the house's own test calls it for a folder of deliberate violations. */
export const rulesFor = (root) => [
  globalIgnores(["build/", ".cache/", ".data/", "extensions/*/assets/"]),
  { files: code, linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...tseslint.configs.recommended.map((config) => ({ files: code, ...config })),
  { ...importX.flatConfigs.typescript, files: code },
  {
    files: code,
    plugins: { "import-x": importX },
    settings: {
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
      "import-x/resolver-next": [createTypeScriptImportResolver({ project: `${root}/tsconfig.json` })],
    },
  },
  budgets,
  promises(root),
  ...house,
];

export default rulesFor(import.meta.dirname);
