using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>Has a service know its callers.</summary>
static class AccessServiceCollectionExtensions
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection("Access")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddOptions<RateLimitOptions>().Bind(configuration.GetSection("RateLimit")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallerRateLimiter>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<ClientCertificateAuthenticator>();
        services.AddSingleton<AccessTokenValidator>();
        services.AddSingleton<CallerAuthenticator>();
        services.AddSingleton<AccessMiddleware>();
    }
}
