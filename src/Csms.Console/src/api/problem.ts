import { t } from "../texts";

/** A refusal as RFC 9457 has it; `code` is stable, `detail` is for people. */
export interface Problem {
  readonly code: string;
  readonly detail: string;
}

export function problemOf(error: unknown): Problem {
  if (error && typeof error === "object" && "code" in error && typeof error.code === "string") {
    const { code, detail, title } = error as { code: string; detail?: string; title?: string };
    return { code, detail: detail ?? title ?? code };
  }
  return { code: "unreachable", detail: t.problem.unreachable };
}
