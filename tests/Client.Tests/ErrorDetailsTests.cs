using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Client.Tests;

public sealed class ErrorDetailsTests
{
    [Fact]
    public void The_reason_the_metadata_and_all_violations_are_read()
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.InvalidArgument };
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = "kosovonato", Reason = "INVALID_REQUEST", Metadata = { ["a"] = "b" } }));
        status.Details.Add(Any.Pack(new BadRequest { FieldViolations = { new BadRequest.Types.FieldViolation { Field = "name" } } }));
        status.Details.Add(
            Any.Pack(new PreconditionFailure { Violations = { new PreconditionFailure.Types.Violation { Type = "rule" } } }));
        status.Details.Add(Any.Pack(new QuotaFailure { Violations = { new QuotaFailure.Types.Violation { Subject = "streams" } } }));
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = new() { Seconds = 2, Nanos = 500_000_000 } }));
        var details = status.ToRpcException().GetErrorDetails();
        Assert.Equal(ErrorReason.InvalidRequest, details.Reason);
        Assert.Equal("INVALID_REQUEST", details.ReasonName);
        Assert.Equal("b", details.Metadata["a"]);
        Assert.Equal("name", Assert.Single(details.FieldViolations).Field);
        Assert.Equal("rule", Assert.Single(details.PreconditionViolations).Type);
        Assert.Equal("streams", Assert.Single(details.QuotaViolations).Subject);
        Assert.Equal(TimeSpan.FromSeconds(2.5), details.RetryDelay);
    }

    [Fact]
    public void Every_reason_of_the_contract_is_read()
    {
        foreach (var reason in System.Enum.GetValues<ErrorReason>().Except([ErrorReason.Unspecified]))
        {
            Assert.Equal(reason, FakeResponses.Error(StatusCode.Internal, reason).GetErrorDetails().Reason);
        }
    }

    [Fact]
    public void A_reason_newer_than_this_client_is_returned_by_name()
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.Aborted };
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = "kosovonato", Reason = "INVENTED_LATER" }));
        var details = status.ToRpcException().GetErrorDetails();
        Assert.Equal(ErrorReason.Unspecified, details.Reason);
        Assert.Equal("INVENTED_LATER", details.ReasonName);
    }

    [Fact]
    public void A_reason_from_another_domain_is_ignored()
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.Unavailable };
        status.Details.Add(Any.Pack(new ErrorInfo { Domain = "proxy.example.org", Reason = "SLOW_CONSUMER" }));
        Assert.Empty(status.ToRpcException().GetErrorDetails().ReasonName);
    }

    [Fact]
    public void An_error_with_missing_or_corrupted_details_has_no_reason()
    {
        var damaged = new Google.Rpc.Status { Code = (int)StatusCode.Unavailable };
        damaged.Details.Add(new Any { TypeUrl = "type.googleapis.com/google.rpc.ErrorInfo", Value = ByteString.CopyFrom(0x0A, 0x7F) });
        var garbage = new Metadata { { "grpc-status-details-bin", new byte[] { 0x1A, 0x7F } } };
        var plain = new Grpc.Core.Status(StatusCode.Unavailable, "away");
        RpcException[] errors = [damaged.ToRpcException(), new(plain), new(plain, garbage)];
        Assert.All(errors, error => Assert.Equal(ErrorReason.Unspecified, error.GetErrorDetails().Reason));
    }

    [Fact]
    public void A_retry_delay_out_of_range_is_bounded()
    {
        var status = new Google.Rpc.Status { Code = (int)StatusCode.Unavailable };
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = new() { Seconds = long.MaxValue, Nanos = -1 } }));
        Assert.Equal(TimeSpan.FromDays(1), status.ToRpcException().GetErrorDetails().RetryDelay);
    }
}
