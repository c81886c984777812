using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Services.Tests.Recommendations.Api;

/// <summary>Looks at how a call was refused.</summary>
static class ErrorAssert
{
    /// <summary>The call is refused for this reason; gives the details.</summary>
    public static async Task<ErrorInfo> For(ErrorReason reason, Func<Task> call)
    {
        var info = await InfoOf(call);
        Assert.Equal(reason, Enum.Parse<ErrorReason>(info.Reason.Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
        return info;
    }

    /// <summary>The call is refused because of these fields and no others.</summary>
    public static async Task ForFields(Func<Task> call, params string[] fields)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, refusal.StatusCode);
        var found = refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(violation => violation.Field);
        Assert.Equal(fields.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    /// <summary>The call is refused because of this rule; gives what is said about it.</summary>
    public static async Task<PreconditionFailure.Types.Violation> ForRule(string rule, Func<Task> call)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(Grpc.Core.StatusCode.FailedPrecondition, refusal.StatusCode);
        var violation = Assert.Single(refusal.GetRpcStatus()!.GetDetail<PreconditionFailure>().Violations);
        Assert.Equal(rule, violation.Type);
        return violation;
    }

    static async Task<ErrorInfo> InfoOf(Func<Task> call) =>
        (await Assert.ThrowsAsync<RpcException>(call)).GetRpcStatus()!.GetDetail<ErrorInfo>();
}
