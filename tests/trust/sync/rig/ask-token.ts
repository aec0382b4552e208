// Asks for a shop's token many times at one moment, in a process of its own.
import { closeDatabase } from "~/platform/db.server";
import { offlineToken } from "~/platform/offline-token.server";

const { SHOP = "", AT = "0", TIMES = "1" } = process.env;

await new Promise((resolve) => setTimeout(resolve, Number(AT) - Date.now()));
const tokens = await Promise.all(Array.from({ length: Number(TIMES) }, () => offlineToken(SHOP)));
console.log(JSON.stringify({ tokens: [...new Set(tokens)] }));
await closeDatabase();
