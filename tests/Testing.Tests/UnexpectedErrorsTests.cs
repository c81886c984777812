using Microsoft.Extensions.Logging;
using Xunit.Sdk;

namespace KosovoNato.Testing.Tests;

public sealed partial class UnexpectedErrorsTests : IDisposable
{
    private readonly UnexpectedErrors errors = new();
    private readonly ILoggerFactory factory;
    private readonly ILogger logger;

    public UnexpectedErrorsTests()
    {
        factory = LoggerFactory.Create(logging => logging.AddProvider(errors));
        logger = factory.CreateLogger("some.category");
    }

    public void Dispose()
    {
        factory.Dispose();
        errors.Dispose();
    }

    [Fact]
    public void A_warning_is_not_an_error()
    {
        Odd(logger);
        errors.AssertNone();
        Assert.Empty(errors.Entries);
    }

    [Fact]
    public void An_error_fails_the_test_and_is_shown_completely()
    {
        Broken(logger, new InvalidOperationException("inner words"));
        var failure = Assert.Throws<FailException>(errors.AssertNone);
        Assert.All(["some.category", "test.broken", "It broke", "inner words"],
            part => Assert.Contains(part, failure.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_expected_error_passes_and_hides_no_other()
    {
        Broken(logger, null);
        errors.Expect("test.broken");
        errors.AssertNone();

        Fatal(logger);
        var failure = Assert.Throws<FailException>(errors.AssertNone);
        Assert.Contains("test.fatal", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("test.broken", failure.Message, StringComparison.Ordinal);
    }

    [LoggerMessage(EventName = "test.odd", Level = LogLevel.Warning, Message = "Odd")]
    private static partial void Odd(ILogger logger);

    [LoggerMessage(EventName = "test.broken", Level = LogLevel.Error, Message = "It broke")]
    private static partial void Broken(ILogger logger, Exception? cause);

    [LoggerMessage(EventName = "test.fatal", Level = LogLevel.Critical, Message = "It is over")]
    private static partial void Fatal(ILogger logger);
}
