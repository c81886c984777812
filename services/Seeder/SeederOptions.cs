namespace KosovoNato.Seeder;

/// <summary>What a run loads, and where.</summary>
/// <param name="Recognitions">The address of the recognition service; null if nothing is loaded there.</param>
/// <param name="Milestones">The address of the milestone service, likewise.</param>
/// <param name="Recommendations">The address of the recommendation service, likewise.</param>
/// <param name="Key">The API key of the caller; null for services that require none.</param>
/// <param name="Seeds">The directory of the seed files.</param>
internal sealed record SeederOptions(Uri? Recognitions, Uri? Milestones, Uri? Recommendations, string? Key, string Seeds);
