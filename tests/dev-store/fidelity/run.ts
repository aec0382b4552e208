import { playFolder } from "./folder.ts";

const folder = process.argv[2];
if (!folder) {
  console.error("Which folder of recordings? node tests/dev-store/fidelity/run.ts <folder>");
  process.exit(2);
}
const { files, differences, unexplained, outdated } = await playFolder(folder);
for (const found of unexplained)
  console.log(
    `${found.file} ${found.step}\n  ${found.path}\n    recorded ${JSON.stringify(found.recorded)}\n    ours     ${JSON.stringify(found.ours)}`,
  );
for (const reason of outdated) console.log(`No longer differs: ${reason.file} ${reason.step} ${reason.path}`);
console.log(
  `${files.length} recordings, ${differences.length} differences, ${unexplained.length} without a reason, ${outdated.length} reasons without a difference`,
);
process.exit(unexplained.length + outdated.length > 0 ? 1 : 0);
