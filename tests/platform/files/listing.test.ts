import { expect, test } from "vitest";

import { listingFrom } from "~/platform/files/listing";

// After the examples of https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
const page = (rest: string) => `<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>files</Name><Prefix>journal/</Prefix>${rest}
<Contents><Key>journal/a.json</Key><Size>1</Size></Contents><Contents><Key>journal/b.json</Key></Contents></ListBucketResult>`;

test("a page that is not the last says how to ask for the next", () => {
  const more = page(
    "<IsTruncated>true</IsTruncated><NextContinuationToken>1ueGcx&amp;PC==</NextContinuationToken>",
  );
  expect(listingFrom(more)).toEqual({ keys: ["journal/a.json", "journal/b.json"], next: "1ueGcx&PC==" });
});

test("the last page, and one of an empty folder, ask for nothing more", () => {
  expect(listingFrom(page("<IsTruncated>false</IsTruncated>")).next).toBeNull();
  expect(listingFrom("<ListBucketResult><KeyCount>0</KeyCount></ListBucketResult>")).toEqual({
    keys: [],
    next: null,
  });
});
