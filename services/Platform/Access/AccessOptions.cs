using System.ComponentModel.DataAnnotations;

namespace KosovoNato.Platform.Access;

/// <summary>Who may do what. Section "Access" of the settings. Everybody who reaches the port may read.</summary>
public sealed record AccessOptions
{
    /// <summary>
    /// The file of keys that may write, one "name:key" a line; the name is recorded as the actor. Made with one key, readable
    /// only by its owner, if it does not exist. Required.
    /// </summary>
    [Required(AllowEmptyStrings = false)]
    public string KeyFile { get; init; } = "";
}
