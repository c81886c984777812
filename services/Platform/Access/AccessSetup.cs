using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KosovoNato.Platform.Access;

/// <summary>Has a service know its callers.</summary>
static class AccessSetup
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection("Access")).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessCheck>();
        services.AddOptions<RateOptions>().Bind(configuration.GetSection("Rate")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CallRates>();
        services.AddSingleton<WriteKeys>();
        services.AddSingleton<ClientCertificates>();
        services.AddSingleton<AccessTokens>();
        services.AddSingleton<Callers>();
        services.AddSingleton<Gate>();
    }
}
