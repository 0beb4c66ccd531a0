import createFetchClient, { type Middleware } from "openapi-fetch";
import createQueryClient from "openapi-react-query";
import { position } from "./position";
import { type components, type paths, readsThatWait } from "./schema.gen";
import { session } from "./session";

export type Schemas = components["schemas"];

const knowsWhoAsks: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(session.headers())) request.headers.set(name, value);
  },
  onResponse({ response }) {
    if (response.status === 401) session.end();
  },
};

const readsWhatWasAnnounced: Middleware = {
  onRequest({ request, schemaPath, params }) {
    const past = params.query && ("at" in params.query || "asOf" in params.query);
    if (request.method !== "GET" || !readsThatWait.has(schemaPath) || position.newest() === 0 || past) return undefined;
    const url = new URL(request.url);
    url.searchParams.set("minPosition", String(position.newest()));
    return new Request(url, request);
  },
  async onResponse({ request, response }) {
    const sequence = response.headers.get("X-Event-Sequence");
    if (sequence) position.saw(Number(sequence));
    const url = new URL(request.url);
    if (response.status !== 503 || !url.searchParams.has("minPosition")) return undefined;
    const problem = await response.clone().json();
    if (problem.code !== "projections_behind") return undefined;
    position.behind();
    url.searchParams.delete("minPosition");
    return fetch(new Request(url, request));
  },
};

/** The API, typed by its own document. */
export const client = createFetchClient<paths>({ baseUrl: location.origin });
client.use(knowsWhoAsks, readsWhatWasAnnounced);

/** The same as TanStack queries: the key is method, path and parameters. */
export const api = createQueryClient(client);
