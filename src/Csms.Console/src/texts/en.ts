import { bills } from "./en/bills";
import { calls } from "./en/calls";
import { chargePoints } from "./en/chargePoints";
import { running } from "./en/running";
import { sessions } from "./en/sessions";
import { settings } from "./en/settings";
import { shell } from "./en/shell";

/** Every text of the console, by where it stands. Functions are for texts with something in them. */
export const en = { ...shell, ...calls, ...chargePoints, ...settings, ...sessions, ...bills, ...running };
