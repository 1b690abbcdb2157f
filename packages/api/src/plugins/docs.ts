import swagger from "@fastify/swagger";
import swaggerUi from "@fastify/swagger-ui";
import type { FastifyInstance } from "fastify";
import { openApiDocument, type SystemDescription } from "../contract/openapi.js";

/** Swagger UI at `/docs` over the documents of all systems, which are served at `/docs/<system>.json`. */
export const registerDocs = async (app: FastifyInstance, systems: readonly SystemDescription[]): Promise<void> => {
  const documents = systems.map((system) => ({ system, document: openApiDocument(system) }));
  const [first] = documents;
  await app.register(swagger, { mode: "static", specification: { document: first!.document as never } });
  await app.register(swaggerUi, {
    routePrefix: "/docs",
    uiConfig: {
      urls: systems.map(({ name, title }) => ({ name: title, url: `/openapi/${name}.json` })),
      persistAuthorization: true,
    } as never,
    // Swagger UI sets styles on its elements; its scripts are files.
    staticCSP: {
      "default-src": ["'self'"],
      "img-src": ["'self'", "data:"],
      "style-src": ["'self'", "'unsafe-inline'"],
      "object-src": ["'none'"],
      "base-uri": ["'self'"],
      "frame-ancestors": ["'none'"],
    },
    theme: { title: "Waystation API" },
  });
  for (const { system, document } of documents) app.get(`/openapi/${system.name}.json`, async () => document);
};
