import json
import os

import grpc
from google.rpc import error_details_pb2, status_pb2
from kosovonato.recognitions.v1 import reads_pb2


def details_of(error, message_type):
    """Returns the details of a type, from grpc-status-details-bin."""
    status = status_pb2.Status()
    for key, value in error.trailing_metadata() or ():
        if key == "grpc-status-details-bin":
            status.ParseFromString(value)
    found = []
    for packed in status.details:
        message = message_type()
        if packed.Unpack(message):
            found.append(message)
    return found


channel = grpc.insecure_channel(os.environ.get("RECOGNITIONS", "127.0.0.1:5101"))
# With grpcio-tools: RecognitionServiceStub(channel).ListSources
list_sources = channel.unary_unary(
    "/kosovonato.recognitions.v1.RecognitionService/ListSources",
    request_serializer=reads_pb2.ListSourcesRequest.SerializeToString,
    response_deserializer=reads_pb2.ListSourcesResponse.FromString,
)

try:
    list_sources(reads_pb2.ListSourcesRequest(page_size=-1))
except grpc.RpcError as error:
    infos = details_of(error, error_details_pb2.ErrorInfo)
    if not infos or infos[0].domain != "kosovonato":
        raise  # An error of the connection, or of a proxy.
    print("reason", infos[0].reason, json.dumps(dict(infos[0].metadata)))
    for detail in details_of(error, error_details_pb2.BadRequest):
        for violation in detail.field_violations:
            print(violation.field, violation.description)
