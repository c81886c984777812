using Microsoft.Extensions.Options;

namespace KosovoNato.Dashboard.Pages;

/// <summary>The address of the page as its readers see it.</summary>
sealed class PageAddress(IOptions<DashboardOptions> options)
{
    /// <summary>Returns the origin of the page, without a slash at the end.</summary>
    public string Of(HttpRequest request) => options.Value.PublicAddress is { } address
        ? address.GetLeftPart(UriPartial.Authority)
        : $"{request.Scheme}://{request.Host.ToUriComponent()}";
}

/// <summary>Requires a public address without a path, because the page is always at the root.</summary>
sealed class PublicAddressValidator : IValidateOptions<DashboardOptions>
{
    public ValidateOptionsResult Validate(string? name, DashboardOptions options) =>
        options.PublicAddress is not { } address
        || (address.IsAbsoluteUri && address is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "", Fragment: "" })
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Dashboard:PublicAddress must be an address without a path, https://host[:port].");
}
