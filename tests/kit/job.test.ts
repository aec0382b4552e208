import { expect, test } from "vitest";
import { z } from "zod";

import { job } from "~/kit/job";

test("a job says its name and refuses what it cannot work with", () => {
  const water = job("plants.water", z.object({ plant: z.string() }));
  expect(water.name).toBe("plants.water");
  expect(water.data.safeParse({ plant: "fern" }).success).toBe(true);
  expect(water.data.safeParse({}).success).toBe(false);
});
