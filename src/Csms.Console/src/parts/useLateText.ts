import { useDebouncedCallback } from "@mantine/hooks";
import { useEffect, useState } from "react";

const PAUSE = 250;

/** What is typed, at once for whoever types and after a pause for whoever asks the server. */
export function useLateText(value: string, onChange: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const tell = useDebouncedCallback(onChange, PAUSE);
  // The address changes from elsewhere, too: a link, the back button.
  useEffect(() => setText(value), [value]);
  return [
    text,
    next => {
      setText(next);
      tell(next);
    },
  ];
}
