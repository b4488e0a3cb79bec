"""Documents that newcomers might bring."""

DOCUMENT = """\
openapi: 3.1.0
info: {title: Tiny Shop API - OpenAPI 3.1, version: "7.1"}
servers: [{url: "https://shop.example"}]
security: [{Key: []}]
paths:
  /orders:
    get:
      operationId: listOrders
      tags: [Orders]
      parameters:
        - {name: cursor, in: query, schema: {type: string}}
        - {name: limit, in: query, schema: {type: integer}}
      responses:
        "200":
          description: A page.
          content:
            application/json:
              schema:
                type: object
                properties:
                  data: {type: array, items: {$ref: "#/components/schemas/Order"}}
                  next_cursor: {type: [string, "null"]}
        "4XX": {$ref: "#/components/responses/Problem"}
  /orders/{id}:
    delete:
      operationId: cancelOrder
      tags: [Orders]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "204": {description: Gone.}
        "4XX": {$ref: "#/components/responses/Problem"}
  /stock:
    get:
      operationId: getStock
      tags: [Stock]
      responses:
        "200": {description: A number., content: {application/json: {schema: {type: integer}}}}
components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
  responses:
    Problem:
      description: It went wrong.
      content:
        application/json:
          schema:
            type: object
            properties: {code: {type: string}, message: {type: string}}
  schemas:
    Order:
      oneOf: [{$ref: "#/components/schemas/Sale"}, {$ref: "#/components/schemas/Refund"}]
      discriminator: {propertyName: kind}
    Sale: {type: object, required: [kind], properties: {kind: {const: Sale}, total: {type: number}}}
    Refund: {type: object, required: [kind], properties: {kind: {const: Refund}, reason: {type: string}}}
"""

DATED = """\
openapi: 3.0.3
info: {title: Dated, version: "1"}
servers: [{url: "https://dated.example"}]
paths:
  /old:
    get:
      operationId: getOld
      responses:
        "200":
          description: It.
          content:
            application/vnd.dated.2023-01-01+json: {schema: {type: object, properties: {a: {type: string}}}}
            application/vnd.dated.2024-01-01+json: {schema: {type: object, properties: {b: {type: string}}}}
  /new:
    get:
      operationId: getNew
      responses:
        "200":
          description: It.
          content:
            application/vnd.dated.2024-01-01+json: {schema: {type: object, properties: {c: {type: string}}}}
"""
