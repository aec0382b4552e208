import { useAppBridge } from "@shopify/app-bridge-react";
import { Button } from "@shopify/polaris";
import { useState } from "react";

import { copyName } from "~/privacy/copy/package";
import { useLocale, useWords } from "~/ui/admin";

type Copied = { readonly id: string; readonly about: string | null; readonly receivedAt: Date | string };

/** Fetches the copy with the person's own token (a plain link would carry none) and hands it to the browser. */
export function Download({ row, bytes }: { row: Copied; bytes: number }) {
  const say = useWords();
  const size = sizeText(bytes, useLocale());
  const bridge = useAppBridge();
  const [busy, setBusy] = useState(false);
  const fetchIt = async () => {
    setBusy(true);
    const file = await fileOf(row.id);
    setBusy(false);
    if (file) save(file, copyName(row.id, new Date(row.receivedAt)));
    else bridge.toast.show(say("privacy.download_failed"), { isError: true });
  };
  const label = say("privacy.download_label", { about: row.about ?? say("privacy.about_nobody"), size });
  return (
    <Button size="slim" loading={busy} onClick={() => void fetchIt()} accessibilityLabel={label}>
      {say("privacy.download")}
    </Button>
  );
}

async function fileOf(id: string): Promise<Blob | null> {
  try {
    const response = await fetch(`/app/privacy/${id}`);
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}

function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  URL.revokeObjectURL(url);
}

function sizeText(bytes: number, locale: string): string {
  const inMegabytes = bytes >= 1_000_000;
  const format = {
    style: "unit",
    unit: inMegabytes ? "megabyte" : "kilobyte",
    maximumFractionDigits: 1,
  } as const;
  return new Intl.NumberFormat(locale, format).format(bytes / (inMegabytes ? 1_000_000 : 1_000));
}
