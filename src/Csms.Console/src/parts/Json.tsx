import classes from "./Json.module.css";

/** Data as it is, for whoever wants to read it. */
export const Json = ({ label, value }: { label: string; value: unknown }) => (
  <pre className={classes.json} tabIndex={0} role="region" aria-label={label}>
    {typeof value === "string" ? value : JSON.stringify(value, null, 2)}
  </pre>
);
