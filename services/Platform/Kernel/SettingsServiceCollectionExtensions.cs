using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KosovoNato.Kernel;

/// <summary>Registers options whose validation errors name the setting as an operator writes it.</summary>
public static class SettingsServiceCollectionExtensions
{
    /// <summary>Binds options to a section, and validates their attributes at the start.</summary>
    /// <param name="section">The section of the settings, for example "Store".</param>
    public static IServiceCollection AddSettings<TOptions>(this IServiceCollection services, IConfiguration configuration, string section)
        where TOptions : class
    {
        services.AddOptions<TOptions>().Bind(configuration.GetSection(section)).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<TOptions>>(new AttributeValidator<TOptions>(section));
    }

    /// <summary>Like the library's ValidateDataAnnotations, whose messages name a class and its property.</summary>
    sealed class AttributeValidator<TOptions>(string section) : IValidateOptions<TOptions>
        where TOptions : class
    {
        public ValidateOptionsResult Validate(string? name, TOptions options)
        {
            var found = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), found, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(found.Select(Describe));
        }

        string Describe(ValidationResult result)
        {
            var message = result.ErrorMessage ?? "";
            // Options that validate themselves name the setting already.
            return result.MemberNames.FirstOrDefault() is { } member && !message.Contains($"{section}:", StringComparison.Ordinal)
                ? message.Replace($"The field {member} ", $"{section}:{member} ", StringComparison.Ordinal)
                    .Replace($"The {member} field ", $"{section}:{member} ", StringComparison.Ordinal)
                : message;
        }
    }
}
