using System.Reflection;
using Microsoft.AspNetCore.StaticFiles;

namespace KosovoNato.Dashboard.Pages;

/// <summary>The built page, embedded in the assembly and kept in memory, compressed once.</summary>
/// <remarks>
/// Not MapStaticAssets: it serves files by the manifest of the entry project, so every host of this assembly would need both, and it makes
/// browsers revalidate files that Vite has hashed. Not UseStaticFiles: its ETag consists of the time and length of a file, and a new
/// index.html has the same length and, in an image with fixed times, the same time. Browsers would keep the old page.
/// </remarks>
sealed class PageAssets
{
    const string Folder = "page/";
    const string Start = "index.html";

    readonly Dictionary<string, PageAsset> files = new(StringComparer.Ordinal);

    /// <exception cref="InvalidOperationException">The host was built without its page.</exception>
    public PageAssets()
    {
        var types = new FileExtensionContentTypeProvider();
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)))
        {
            // A build on Windows separates directories with backslashes.
            var path = name[Folder.Length..].Replace('\\', '/');
            using var content = assembly.GetManifestResourceStream(name)!;
            files[$"/{path}"] = PageAsset.Read(
                content, types.TryGetContentType(path, out var type) ? type : "application/octet-stream", HasHash(path));
        }

        files["/"] = files.GetValueOrDefault($"/{Start}")
            ?? throw new InvalidOperationException(
                "This host was built without its page. Run `npm run build` in services/Dashboard/web, and build the host again.");
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var (path, file) in files)
        {
            routes.MapMethods(path, [HttpMethods.Get, HttpMethods.Head], file.Respond);
        }
    }

    /// <param name="path">The path of a file, for example <c>/icon.svg</c>.</param>
    public bool Contains(string path) => files.ContainsKey(path);

    // The build puts a hash of the content into these file names, so the files never change.
    static bool HasHash(string path) => path.StartsWith("assets/", StringComparison.Ordinal);
}
