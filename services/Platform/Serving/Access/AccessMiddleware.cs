using KosovoNato.Kernel.Errors;
using KosovoNato.Kernel.Telemetry;
using KosovoNato.Serving.Errors;
using KosovoNato.Serving.Limits;
using Microsoft.AspNetCore.Http;

namespace KosovoNato.Serving.Access;

/// <summary>
/// Authenticates each caller, enforces its rate limit and checks its permission before the request body is read. A rejected caller
/// therefore cannot learn which resources exist.
/// </summary>
sealed class AccessMiddleware(CallerAuthenticator callers, CallerRateLimiter rates, PlatformMetrics metrics)
{
    public Task InvokeAsync(HttpContext httpContext, RequestDelegate next)
    {
        if (httpContext.GetEndpoint()?.Metadata.GetMetadata<RpcAccessMetadata>() is not { } rpc)
        {
            return next(httpContext);
        }

        try
        {
            if (rpc.IsPublic)
            {
                // A credential is not read: nothing depends on the caller.
                rates.Acquire(Caller.ShareOfAddress(httpContext));
            }
            else
            {
                var finding = callers.AuthenticateAsync(httpContext);
                if (!finding.IsCompletedSuccessfully)
                {
                    return WaitAsync(finding, httpContext, rpc, next);
                }

                Admit(finding.Result, httpContext, rpc);
            }
        }
        catch (ApiException refusal)
        {
            return RefuseAsync(httpContext, refusal);
        }

        return next(httpContext);
    }

    async Task WaitAsync(ValueTask<Caller> finding, HttpContext httpContext, RpcAccessMetadata rpc, RequestDelegate next)
    {
        try
        {
            Admit(await finding, httpContext, rpc);
        }
        catch (ApiException refusal)
        {
            await RefuseAsync(httpContext, refusal);
            return;
        }

        await next(httpContext);
    }

    void Admit(Caller caller, HttpContext httpContext, RpcAccessMetadata rpc)
    {
        if (rates.IsOn)
        {
            rates.Acquire(caller.PartitionKey(httpContext));
        }

        if (rpc.RequiresIdentityOnly)
        {
            if (caller.IsAnonymous && callers.RequiresIdentity)
            {
                throw AccessErrors.IdentityRequired("");
            }
        }
        else if (rpc.IsWrite && !callers.AcceptsWritesOf(caller))
        {
            throw AccessErrors.ReadOnly(rpc.Permission);
        }
        else if (!caller.HasPermission(rpc))
        {
            throw caller.IsAnonymous ? AccessErrors.IdentityRequired(rpc.Permission) : AccessErrors.Denied(rpc.Permission);
        }

        RequestLimits.CheckJson(httpContext.Request);
        httpContext.Features.Set(caller);
    }

    Task RefuseAsync(HttpContext httpContext, ApiException refusal)
    {
        metrics.CallRejected(refusal.ReasonName);
        return ErrorResponseWriter.WriteAsync(httpContext, refusal);
    }
}
