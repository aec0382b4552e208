// Loaded into the programs of the demo: whoever started them may be killed without a word, and they end with it.
process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
