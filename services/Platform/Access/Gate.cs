using KosovoNato.Platform.Errors;
using KosovoNato.Platform.Requests;
using KosovoNato.Platform.Telemetry;
using KosovoNato.Platform.Transport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KosovoNato.Platform.Access;

/// <summary>
/// Lets each call in, or refuses it, before a byte of its message is read: who it is, whether it is within its rate, whether it
/// may. What a request is about is looked at only afterwards, so a refusal tells nothing of what exists.
/// </summary>
sealed class Gate(Callers callers, CallRates rates, TimeProvider time, PlatformMetrics metrics)
{
    public Task RunAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<RpcAccess>() is not { } rpc)
        {
            return next(http);
        }

        try
        {
            var finding = callers.FindAsync(http);
            if (!finding.IsCompletedSuccessfully)
            {
                return WaitAsync(finding, http, rpc, next);
            }

            Admit(finding.Result, http, rpc);
        }
        catch (Refusal refusal)
        {
            return RefuseAsync(http, refusal);
        }

        return next(http);
    }

    async Task WaitAsync(ValueTask<Caller> finding, HttpContext http, RpcAccess rpc, RequestDelegate next)
    {
        try
        {
            Admit(await finding, http, rpc);
        }
        catch (Refusal refusal)
        {
            await RefuseAsync(http, refusal);
            return;
        }

        await next(http);
    }

    void Admit(Caller caller, HttpContext http, RpcAccess rpc)
    {
        if (rates.IsOn)
        {
            rates.Take(caller.Share(http));
        }

        if (rpc.NeedsOnlyIdentity)
        {
            if (caller.IsAnonymous && callers.NeedsIdentity)
            {
                throw AccessRefusals.IdentityRequired("");
            }
        }
        else if (!caller.May(rpc))
        {
            throw caller.IsAnonymous ? AccessRefusals.IdentityRequired(rpc.Permission) : AccessRefusals.Denied(rpc.Permission);
        }

        RequestLimits.CheckJson(http.Request);
        http.Features.Set(caller);
        if (rpc.IsUnary && !GrpcTimeout.IsWithin(LongestCall.Limit, http.Request))
        {
            http.Features.Set<IHttpRequestLifetimeFeature>(new LongestCall(http, http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>(), time));
        }
    }

    Task RefuseAsync(HttpContext http, Refusal refusal)
    {
        metrics.CallRefused(refusal.ReasonName);
        return RefusalAnswer.WriteAsync(http, refusal);
    }
}
