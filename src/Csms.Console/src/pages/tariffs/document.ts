import { money } from "../../parts/money";
import { t } from "../../texts";

type Dimension = "ENERGY" | "TIME" | "PARKING_TIME" | "FLAT";

interface Component {
  type: Dimension;
  price: number;
  step_size: number;
  vat?: number;
}

/** A tariff as OCPI 2.2.1 writes it (11.3.1), as far as this page looks into it. */
export interface Document {
  id: string;
  currency: string;
  elements: { price_components: Component[]; restrictions?: unknown }[];
}

export interface Prices {
  id: string;
  currency: string;
  vat: string | number;
  prices: Partial<Record<Dimension, string | number>>;
}

export const dimensions: readonly (readonly [Dimension, string])[] = [
  ["ENERGY", t.tariffs.editor.energy],
  ["TIME", t.tariffs.editor.time],
  ["PARKING_TIME", t.tariffs.editor.parking],
  ["FLAT", t.tariffs.editor.flat],
];

const names: Record<Dimension, string> = { ENERGY: "kWh", TIME: "h", PARKING_TIME: `h ${t.bills.dimensions.PARKING_TIME}`, FLAT: t.bills.dimensions.FLAT };

/** The prices in a line. */
export const pricesOf = ({ currency, elements }: Document) =>
  elements.flatMap(({ price_components }) => price_components.map(({ type, price }) => `${money(price, currency)}/${names[type]}`)).join(" · ");

/** The simple form of a tariff: one price for each dimension, always; null for any other. */
export function simpleOf(document: Document | undefined): Prices | null {
  if (!document) return { id: "", currency: "EUR", vat: 19, prices: {} };
  const [element, ...others] = document.elements;
  if (!element || others.length > 0 || element.restrictions) return null;
  const prices = Object.fromEntries(element.price_components.map(({ type, price }) => [type, price]));
  return { id: document.id, currency: document.currency, vat: element.price_components[0]?.vat ?? "", prices };
}

export const documentOf = ({ id, currency, vat, prices }: Prices): Document => ({
  id,
  currency,
  elements: [
    {
      price_components: dimensions.flatMap(([type]) => {
        const price = prices[type];
        return price === undefined || price === "" ? [] : [{ type, price: Number(price), step_size: 1, ...(vat !== "" && { vat: Number(vat) }) }];
      }),
    },
  ],
});
