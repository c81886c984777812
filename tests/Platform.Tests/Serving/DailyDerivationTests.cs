using KosovoNato.Recognitions.V1;
using KosovoNato.Storage.Writes;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Platform.Tests.Serving;

public sealed class DailyDerivationTests(SharedStores stores)
{
    [Fact]
    public async Task A_derivation_that_fails_is_logged_and_retried_while_the_service_continues()
    {
        var failures = 0;
        var clock = new SettableClock();
        await using var instance = await Instance.StartAsync(
            Instance.Schema,
            services => services.AddSingleton<TimeProvider>(clock).AddSingleton(new Derivation((Transaction draft) =>
            {
                if (failures++ == 0)
                {
                    throw new InvalidOperationException("A planted bug.");
                }

                if (draft.Resources.Find<Question>("questions/derived") is null)
                {
                    draft.PutDerived(new Question { Name = "questions/derived" }, RecognitionsEventType.DecisionOutlookChanged);
                }
            })),
            (await stores.Of(StoreBackend.Redis)).Configuration, StoreServer.FreshPrefix());

        await Eventually.True(() => instance.Errors.Entries.Any(entry => entry.Event == "derivation.failed"), 20);
        await Eventually.True(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return instance.Replica.Current.Find<Question>("questions/derived") is not null;
        }, 20);
        instance.Errors.Expect("derivation.failed");
        instance.Errors.AssertNone();
    }
}
