import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";

/** A request as it came over the wire. */
export interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: object;
}
interface Schema {
  readonly properties?: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly schemas: Readonly<Record<string, object>>;
  };
}

const description = JSON.parse(readFileSync(new URL("openapi.json", import.meta.url), "utf8")) as Description;
const ajv = new Ajv({ strict: false, coerceTypes: true, allErrors: true });
formats.default(ajv);

const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => {
    const schema = operation.requestBody?.content["application/json"]?.schema;
    const parameters = (operation.parameters ?? []).map((parameter) =>
      "$ref" in parameter ? description.components.parameters[parameter.$ref.split("/").at(-1) ?? ""] : parameter,
    );
    return {
      method: method.toUpperCase(),
      path: new RegExp(`^${path.replace(/\{[^}]+\}/g, "[^/]+")}$`),
      known: new Set(Object.keys(schema?.properties ?? {})),
      body: schema && ajv.compile({ ...schema, components: description.components }),
      query: new Map(
        parameters.flatMap((parameter) =>
          parameter?.in === "query"
            ? [[parameter.name, ajv.compile({ type: "object", properties: { value: parameter.schema } })]]
            : [],
        ),
      ),
    };
  }),
);

/** What GitHub's published description does not allow about a request; empty when nothing. */
export function openApiViolations({ method, path, query, body }: SentRequest): readonly string[] {
  const operation = operations.find((each) => each.method === method && each.path.test(path));
  const where = `${method} ${path}`;
  if (operation === undefined) return [`${where}: not among the operations the app is known to use`];
  const found: string[] = [];
  for (const [name, value] of query) {
    const check = operation.query.get(name);
    if (check === undefined) found.push(`${where}: unknown parameter ${name}`);
    else if (!check({ value })) found.push(`${where}: ${name}=${value}: ${ajv.errorsText(check.errors)}`);
  }
  // The description allows further properties; a misspelt one would be ignored in silence.
  for (const name of Object.keys(body))
    if (!operation.known.has(name)) found.push(`${where}: unknown property ${name}`);
  if (operation.body !== undefined && method !== "GET" && !operation.body(structuredClone(body)))
    found.push(`${where}: ${ajv.errorsText(operation.body.errors)}`);
  if (body["status"] === "completed" && body["conclusion"] === undefined)
    found.push(`${where}: completed without a conclusion`);
  return found;
}
