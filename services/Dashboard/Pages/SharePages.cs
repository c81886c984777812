using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Grpc.Core;
using KosovoNato.Dashboard.Streaming;

namespace KosovoNato.Dashboard.Pages;

/// <summary>
/// An address of each view that servers see, <c>/share/recognitions?as_of=2012-01-01</c>: it has the title, the description and the picture
/// for the preview of a link, and takes a browser to the view.
/// </summary>
/// <remarks>The address of a view is the fragment of the page's address, which browsers never send.</remarks>
sealed partial class SharePages(PageAssets assets, PageAddress pageAddress, ServiceFeeds clients, TimeProvider timeProvider)
{
    const string SiteName = "Kosovo and NATO";
    const string Pictures = "/preview";

    // The name of a state is worth a short wait. Services that show previews give up after a few seconds.
    static readonly TimeSpan NameTimeout = TimeSpan.FromSeconds(2);

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var view in SharedView.All)
        {
            var path = view.Id == SharedView.Start ? "/" : $"/{view.Id}";
            Map($"/share/{view.Id}", (httpContext, _) => RespondAsync(httpContext, view, path));
        }

        var countries = SharedView.All.Single(view => view.Id == SharedView.OfCountries);
        Map($"/share/{SharedView.OfCountries}/{{code}}", (httpContext, code) => RespondAboutStateAsync(httpContext, countries, code));

        void Map(string path, Func<HttpContext, string, Task<IResult>> respond) => routes.MapMethods(
            path, [HttpMethods.Get, HttpMethods.Head],
            async httpContext => await (await respond(httpContext, $"{httpContext.GetRouteValue("code")}")).ExecuteAsync(httpContext));
    }

    async Task<IResult> RespondAboutStateAsync(HttpContext httpContext, SharedView view, string code)
    {
        if (!StateCode().IsMatch(code))
        {
            return TypedResults.NotFound();
        }

        var name = await NameOfAsync(code, httpContext.RequestAborted);
        return await RespondAsync(
            httpContext,
            view with
            {
                Title = name,
                Description = $"{name} and Kosovo: recognition, votes, positions, and what would follow if it changed its mind.",
            },
            $"/{view.Id}/{code}");
    }

    async Task<string> NameOfAsync(string code, CancellationToken cancellationToken)
    {
        try
        {
            var deadline = timeProvider.GetUtcNow().UtcDateTime + NameTimeout;
            var response = await clients.RecognitionsClient.Rpc.GetStateAsync(
                new() { Name = $"states/{code}" }, deadline: deadline, cancellationToken: cancellationToken);
            return response.State.DisplayName;
        }
        catch (RpcException)
        {
            // Without its name, or without a record of the state, the preview has the code. The page says what is missing.
            return code;
        }
    }

    Task<IResult> RespondAsync(HttpContext httpContext, SharedView view, string path)
    {
        var (request, origin) = (httpContext.Request, pageAddress.Of(httpContext.Request));
        var picture = $"{Pictures}/{view.Id}.png";
        if (!assets.Contains(picture))
        {
            picture = $"{Pictures}/{SharedView.Start}.png";
        }

        httpContext.Response.Headers.CacheControl = "public, max-age=300";
        return Task.FromResult<IResult>(TypedResults.Content(
            Html(view, $"{origin}{request.Path}{request.QueryString}", $"/#{path}{request.QueryString}", $"{origin}{picture}"),
            "text/html; charset=utf-8"));
    }

    /// <summary>A page that needs no script, because its content security policy and the services that show previews run none.</summary>
    static string Html(SharedView view, string self, string target, string picture)
    {
        var title = Encode($"{view.Title} – {SiteName}");
        return $"""
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <meta http-equiv="refresh" content="0; url={Encode(target)}">
                <title>{title}</title>
                <meta name="description" content="{Encode(view.Description)}">
                <meta property="og:type" content="website">
                <meta property="og:site_name" content="{SiteName}">
                <meta property="og:title" content="{title}">
                <meta property="og:description" content="{Encode(view.Description)}">
                <meta property="og:url" content="{Encode(self)}">
                <meta property="og:image" content="{Encode(picture)}">
                <meta property="og:image:width" content="1200">
                <meta property="og:image:height" content="630">
                <meta property="og:image:alt" content="{Encode(view.Title)}: a picture of the view">
                <meta name="twitter:card" content="summary_large_image">
                <link rel="icon" href="/icon.svg" type="image/svg+xml">
              </head>
              <body>
                <p><a href="{Encode(target)}">{title}</a></p>
              </body>
            </html>

            """;
    }

    static string Encode(string text) => HtmlEncoder.Default.Encode(text);

    [GeneratedRegex("^[A-Z]{2}$")]
    private static partial Regex StateCode();
}
