import { api, type Schemas } from "../../api/client";

/**
 * The bill that an address names, wherever it is in the list: among the rows that were read, else by its session. An address without the session, as a
 * program may make it, finds it by what explains the bill.
 */
export function useBill(cdrId: string | undefined, session: string | undefined, rows: readonly Schemas["Cdr"][] | undefined) {
  const listed = rows?.find(cdr => cdr.cdrId === cdrId);
  const missing = cdrId !== undefined && rows !== undefined && !listed;
  const explanation = api.useQuery("get", "/api/v1/cdrs/{cdrId}/explanation", { params: { path: { cdrId: cdrId ?? "" } } }, { enabled: missing && !session });
  const transactionId = session ? Number(session) : explanation.data?.transactionId;
  const ofSession = api.useQuery("get", "/api/v1/cdrs", { params: { query: { transactionId } } }, { enabled: missing && transactionId !== undefined });
  return listed ?? ofSession.data?.items.find(cdr => cdr.cdrId === cdrId);
}
