using Xunit;

namespace KosovoNato.Testing;

/// <summary>A running service, in the process of the tests or in one of its own.</summary>
public interface ITestedService : IAsyncDisposable
{
    Uri GrpcAddress { get; }

    Uri HttpAddress { get; }

    /// <summary>Entries of its log of level Error and above.</summary>
    IReadOnlyList<string> Errors { get; }

    /// <summary>Whether it reports that it can write; false also if it does not answer.</summary>
    Task<bool> IsReadyAsync(CancellationToken cancellationToken);
}

/// <summary>Checks of every tested service.</summary>
public static class TestedServices
{
    /// <summary>Fails if the service logged an error that the test did not provoke.</summary>
    /// <param name="provoked">Parts of the texts of those it did.</param>
    public static void AssertNoErrors(this ITestedService service, params string[] provoked)
    {
        var unexpected = service.Errors.Where(error => !provoked.Any(part => error.Contains(part, StringComparison.Ordinal))).ToList();
        Assert.True(unexpected.Count == 0, $"{unexpected.Count} unexpected error(s) in the log:\n{string.Join('\n', unexpected)}");
    }
}
