using Google.Protobuf.Reflection;
using KosovoNato.Milestones;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations;
using KosovoNato.Recommendations.V1;
using KosovoNato.Storage;

namespace KosovoNato.Backup;

/// <summary>A service whose store can be backed up.</summary>
/// <param name="Schema">The resource types that the service stores.</param>
/// <param name="Changed">The message type of a revision, in which a backup shows the changes.</param>
sealed record BackupService(Schema Schema, MessageDescriptor Changed)
{
    static readonly BackupService[] All =
    [
        new(RecognitionsModule.Schema, RecognitionsChanged.Descriptor),
        new(MilestonesModule.Schema, MilestonesChanged.Descriptor),
        new(RecommendationsModule.Schema, RecommendationsChanged.Descriptor),
    ];

    public string Name => Schema.Service;

    public static string Names => string.Join(", ", All.Select(service => service.Name));

    /// <returns>The service of this name; null if there is none.</returns>
    public static BackupService? Find(string name) => Array.Find(All, service => service.Name == name);
}
