import { execFile } from "node:child_process";
import { promisify } from "node:util";

import { restoreBackup } from "~/platform/backup/restore.server";
import { writeBackup } from "~/platform/backup/write.server";
import { eraseRestored } from "~/privacy/journal/restored.server";

import { noteAct, type Operator } from "./acts.server";

/** Writes a backup of everything into an empty folder. @throws Unreadable */
export async function backUp(operator: Operator, folder: string): Promise<readonly string[]> {
  await noteAct(operator, "backup", "everything");
  const { tables, files, gone } = await writeBackup(folder);
  const erased = gone > 0 ? `; ${gone} files were erased meanwhile` : "";
  return [
    `${tables.length} tables and ${files.length} files are in ${folder}${erased}.`,
    "They are sealed with ENCRYPTION_KEY: keep that elsewhere, nobody can open them without it.",
  ];
}

/**
 * Brings a backup back into the empty database of DATABASE_URL: makes the tables, fills them, brings the files, and
 * erases again whoever was erased since the backup was written. @throws Unreadable
 */
export async function restore(operator: Operator, folder: string): Promise<readonly string[]> {
  await promisify(execFile)(process.execPath, ["node_modules/prisma/build/index.js", "migrate", "deploy"]);
  const { tables, files, at } = await restoreBackup(folder);
  const erased = await eraseRestored();
  await noteAct(operator, "restore", `backup of ${at}`);
  return [`${tables.length} tables and ${files.length} files are as of ${at}; erased again: ${erased}.`];
}
