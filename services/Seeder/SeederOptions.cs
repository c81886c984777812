namespace KosovoNato.Seeder;

/// <summary>The parsed arguments of the command line.</summary>
/// <param name="Recognitions">The address of the recognition service. Null to skip it.</param>
/// <param name="Milestones">The address of the milestone service. Null to skip it.</param>
/// <param name="Recommendations">The address of the recommendation service. Null to skip it.</param>
/// <param name="Key">The API key of the caller. Null for services that require none.</param>
/// <param name="Seeds">The directory of the seed files.</param>
internal sealed record SeederOptions(Uri? Recognitions, Uri? Milestones, Uri? Recommendations, string? Key, string Seeds);
