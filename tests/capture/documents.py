"""Small documents, as an upstream provider and as we would have them."""

from specloom.capture import Selection

ALL = Selection(everything=True)

UPSTREAM = """\
components:
  schemas:
    Pet:
      description: Upstream's words on pets.
      discriminator:
        mapping:
          cat: '#/components/schemas/Cat'
          dog: '#/components/schemas/Dog'
        propertyName: kind
      oneOf:
        - $ref: '#/components/schemas/Cat'
        - $ref: '#/components/schemas/Dog'
      properties:
        kind:
          description: Upstream's words on kinds.
          enum: [cat, dog]
          type: string
      type: object
    Cat:
      allOf:
        - $ref: '#/components/schemas/Pet'
        - properties:
            lives: {type: integer, description: Upstream's words on lives.}
          type: object
    Dog:
      allOf:
        - $ref: '#/components/schemas/Pet'
    Owner:
      type: object
      properties:
        name: {type: string}
    Unused: {type: string}
  responses:
    missing:
      description: Upstream's words on what is missing.
      content:
        application/json:
          schema: {$ref: '#/components/schemas/Error'}
          example: {code: 404, detail: Upstream says no.}
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
    Other: {type: http, scheme: basic}
info:
  title: Pets
  description: Upstream's words on everything.
  version: '1'
openapi: 3.0.3
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Upstream's list.
          content:
            application/vnd.pets.2024-01-01+json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
            application/vnd.pets.2025-01-01+json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        '404':
          $ref: '#/components/responses/missing'
      tags: [Pets]
      x-xgen-operation-id-override: allPets
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
    get:
      operationId: getPet
      responses:
        '200':
          description: Upstream's pet.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Pet'}
      tags: [Pets]
    delete:
      operationId: deletePet
      responses:
        '204': {description: Upstream's farewell.}
      tags: [Pets]
  /petshops:
    get:
      operationId: listShops
      responses:
        '200':
          description: Upstream's shops.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/Owner'}
      security:
        - Other: []
      tags: [Shops]
security:
  - Key: []
servers:
  - url: https://pets.example
tags:
  - name: Pets
    description: Upstream's words on the tag.
  - name: Shops
x-website: nothing for us
""".replace("schema: {$ref: '#/components/schemas/Error'}", "schema: {type: object}")

OURS = """\
# Pets, in our words.
openapi: 3.0.3
info:
  version: '1'   # the order of these is ours
  title: Our pets
  description: |-
    What we say
    on two lines.
servers:
  - url: https://pets.example
security:
  - Key: []
tags:
  - name: Pets
    description: Our words on the tag.

paths:
  # Everything at once.
  /pets:
    get:
      operationId: listPets
      summary: Our summary
      tags: [Pets]
      responses:
        '200':
          description: Our list.
          content:
            application/vnd.pets.2024-01-01+json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
            application/vnd.pets.2025-01-01+json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
        '404':
          $ref: '#/components/responses/missing'
      x-xgen-operation-id-override: allPets

components:
  securitySchemes:
    Key: {type: apiKey, in: header, name: X-Key}
  responses:
    missing:
      description: Our words on what is missing.
      content:
        application/json:
          schema: {type: object}
          example: {code: 404, detail: We say no.}
  schemas:
    Pet:
      type: object
      # Which is which.
      discriminator:
        propertyName: kind
        mapping:
          cat: '#/components/schemas/Cat'
          dog: '#/components/schemas/Dog'
      oneOf:
        - $ref: '#/components/schemas/Cat'   # purrs
        - $ref: '#/components/schemas/Dog'
      properties:
        kind:
          type: string
          description: Our words on kinds.
          enum: [cat, dog]

    # The ones with nine lives.
    Cat:
      allOf:
        - $ref: '#/components/schemas/Pet'
        - type: object
          properties:
            # As they say.
            lives:
              type: integer
              description: Our words on lives.

    Dog:
      allOf:
        - $ref: '#/components/schemas/Pet'
"""
"""What a person made of the capture of listPets."""
