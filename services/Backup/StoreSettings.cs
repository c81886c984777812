using System.ComponentModel.DataAnnotations;
using KosovoNato.Storage;
using Microsoft.Extensions.Configuration;
using StackExchange.Redis;

namespace KosovoNato.Backup;

/// <summary>The settings of the store, section "Store", as for the service itself.</summary>
static class StoreSettings
{
    public static StoreOptions Read(IConfiguration settings)
    {
        try
        {
            var options = settings.GetSection("Store").Get<StoreOptions>() ?? new StoreOptions();
            var wrong = new List<ValidationResult>();
            if (!Validator.TryValidateObject(options, new ValidationContext(options), wrong, validateAllProperties: true))
            {
                throw Wrong(string.Join(" ", wrong.Select(one => one.ErrorMessage)));
            }

            _ = ConfigurationOptions.Parse(options.Configuration);
            return options;
        }
        catch (Exception unreadable) when (unreadable is ArgumentException or InvalidOperationException)
        {
            throw Wrong(unreadable.Message);
        }
    }

    static BackupException Wrong(string settings) => new(
        $"The settings of the store are invalid: {settings} Correct KOSOVONATO_Store__Configuration and KOSOVONATO_Store__KeyPrefix.");
}
