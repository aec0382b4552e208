import { InlineStack, KeyboardKey, Modal, Text } from "@shopify/polaris";
import { useMemo, useState } from "react";

import type { Word } from "~/kit/words";
import { useWords } from "~/ui/admin";

type Help = { isOpen: boolean; open: () => void; close: () => void };

export function useKeysHelp(): Help {
  const [isOpen, setOpen] = useState(false);
  return useMemo(() => ({ isOpen, open: () => setOpen(true), close: () => setOpen(false) }), [isOpen]);
}

const keys: readonly (readonly [readonly string[], Word])[] = [
  [["J"], "inbox.keyNext"],
  [["K"], "inbox.keyPrevious"],
  [["R"], "inbox.keyReply"],
  [["N"], "inbox.keyNote"],
  [["A"], "inbox.keyAssign"],
  [["E"], "inbox.keyClose"],
  [["Z"], "inbox.keySnooze"],
  [["/"], "inbox.keySearch"],
  [["Ctrl", "Enter"], "inbox.keySend"],
  [["?"], "inbox.keyHelp"],
];

/** Every key and what it does, for whoever asks. */
export function KeysHelp({ isOpen, close }: Help) {
  const say = useWords();
  return (
    <Modal open={isOpen} onClose={close} title={say("inbox.keys")} size="small">
      <Modal.Section>
        <dl className="gt-keys">
          {keys.map(([pressed, word]) => (
            <div key={word}>
              <dt>
                <InlineStack gap="100">
                  {pressed.map((key) => (
                    <KeyboardKey key={key}>{key}</KeyboardKey>
                  ))}
                </InlineStack>
              </dt>
              <dd>
                <Text as="span">{say(word)}</Text>
              </dd>
            </div>
          ))}
        </dl>
      </Modal.Section>
    </Modal>
  );
}
