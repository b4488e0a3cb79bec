# Written by specloom; changes belong into the fragment, its overlay or the templates.

from typing import Literal

from typing_extensions import TypeAliasType

NetworkingAccessType = TypeAliasType(
    "NetworkingAccessType", Literal["PUBLIC", "VPC", "PRIVATE_LINK", "TRANSIT_GATEWAY"]
)
"""Kind of network: the public internet (`PUBLIC`, which is what you get if you leave it out), VPC
peering, AWS PrivateLink or its like, or a transit gateway. `VPC` works only once the peering
between Atlas and the network of the Kafka cluster is up. Transit gateways are not supported yet.
"""
