import { createTheme, Drawer, Modal } from "@mantine/core";
import { t } from "../texts";

const compact = { defaultProps: { size: "sm" } };

export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'DejaVu Sans Mono', monospace",
  primaryColor: "cyan",
  // White on it is legible in both themes.
  primaryShade: 9,
  defaultRadius: "sm",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.125rem" },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.25rem", xl: "1.75rem" },
  components: {
    TextInput: compact,
    Select: compact,
    NumberInput: compact,
    Modal: Modal.extend({ defaultProps: { centered: true, closeButtonProps: { "aria-label": t.close } } }),
    Drawer: Drawer.extend({ defaultProps: { closeButtonProps: { "aria-label": t.close } } }),
  },
});
