using KosovoNato.Kernel;
using KosovoNato.Serving.Transport;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KosovoNato.Serving.Access;

/// <summary>Registers access control: authentication, permissions and rate limits.</summary>
static class AccessServiceCollectionExtensions
{
    public static void Add(IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection("Access");
        services.AddOptions<AccessOptions>().Bind(section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddSettings<RateLimitOptions>(configuration, "RateLimit");
        services.AddSingleton<CallerRateLimiter>();
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<ClientCertificateAuthenticator>();
        services.AddSingleton<IClientCertificates>(provider => provider.GetRequiredService<ClientCertificateAuthenticator>());
        // Not AddAuthentication and AddJwtBearer, which would also store cookie keys on disk and read settings of their own.
        services.AddAuthenticationCore();
        services.AddWebEncoders();
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, JwtBearerSetup>();
        var schemes = new AuthenticationBuilder(services);
        foreach (var issuer in section.GetSection(nameof(AccessOptions.Issuers)).GetChildren())
        {
            schemes.AddScheme<JwtBearerOptions, JwtBearerHandler>(issuer.Key, _ => { });
        }

        services.AddSingleton<AccessTokenAuthenticator>();
        services.AddSingleton<CallerAuthenticator>();
        services.AddSingleton<AccessMiddleware>();
    }
}
