namespace KosovoNato.Serving.Json;

/// <summary>Parts of a request as error messages show them.</summary>
static class ShownText
{
    const int MaxLength = 60;

    public static string Shorten(string text) => text.Length <= MaxLength ? text : text[..MaxLength] + "...";

    public static string Quote(string text) => $"\"{Shorten(text)}\"";
}
