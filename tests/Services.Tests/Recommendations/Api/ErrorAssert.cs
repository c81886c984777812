using Google.Rpc;
using Grpc.Core;
using KosovoNato.Errors.V1;

namespace KosovoNato.Services.Tests.Recommendations.Api;

/// <summary>Asserts on the errors of rejected calls.</summary>
static class ErrorAssert
{
    /// <summary>Asserts that the call is rejected with this reason, and returns the details.</summary>
    public static async Task<ErrorInfo> For(ErrorReason reason, Func<Task> call)
    {
        var info = await InfoOf(call);
        Assert.Equal(reason, Enum.Parse<ErrorReason>(info.Reason.Replace("_", "", StringComparison.Ordinal), ignoreCase: true));
        return info;
    }

    /// <summary>Asserts that the call is rejected with violations of exactly these fields.</summary>
    public static async Task ForFields(Func<Task> call, params string[] fields)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(Grpc.Core.StatusCode.InvalidArgument, refusal.StatusCode);
        var found = refusal.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(violation => violation.Field);
        Assert.Equal(fields.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    /// <summary>Asserts that the call is rejected because of this rule, and returns the violation.</summary>
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
