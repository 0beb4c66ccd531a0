import { Select, TextInput } from "@mantine/core";
import { useLateText } from "./useLateText";

interface FilterProps {
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** One of a few, or any. */
export const Choice = ({ label, value, onChange, choices, width = 160 }: FilterProps & { choices: Record<string, string>; width?: number }) => (
  <Select
    w={width}
    clearable
    placeholder={label}
    aria-label={label}
    data={Object.entries(choices).map(([choice, name]) => ({ value: choice, label: name }))}
    value={value ?? null}
    onChange={choice => onChange(choice ?? undefined)}
  />
);

/** Text, asked for after a pause. */
export function TextFilter({ label, value, onChange, width = 200 }: FilterProps & { width?: number }) {
  const [text, setText] = useLateText(value ?? "", typed => onChange(typed.trim() || undefined));
  return <TextInput type="search" w={width} placeholder={label} aria-label={label} value={text} onChange={event => setText(event.currentTarget.value)} />;
}
