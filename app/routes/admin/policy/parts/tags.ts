/** Tags typed with commas between, each once. */
export function tagsIn(text: string): string[] {
  const typed = text.split(",").map((tag) => tag.trim().slice(0, 255));
  return [...new Set(typed.filter((tag) => tag !== ""))].slice(0, 250);
}
