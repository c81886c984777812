using KosovoNato.Changes.V1;
using KosovoNato.Kernel;
using KosovoNato.Recognitions.V1;
using KosovoNato.Storage;
using KosovoNato.Storage.Derivations;
using KosovoNato.Storage.Writes;
using KosovoNato.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace KosovoNato.Platform.Tests.Serving;

/// <summary>Derived resources that are committed shortly after their facts: here, the number of sources.</summary>
public sealed class AsyncDerivationServiceTests(SharedStores stores)
{
    const string Derived = "questions/sources";

    readonly string prefix = StoreServer.FreshPrefix();

    [Fact]
    public async Task A_derivation_commits_its_own_revision_that_names_its_cause()
    {
        await using var instance = await StartAsync(Count);
        await instance.PutAsync("sources/a", "a title", 0);
        await Eventually.True(() => CountIn(instance) == 1);

        var meta = ChangeEnvelope.Parser.ParseFrom(instance.Replica.FindInTail(2)!.Header.Span);
        Assert.Equal((ActorName.System, $"recognitions/{instance.Replica.Current.StoreId}/1"), (meta.Actor, meta.CausationId));
        instance.Errors.AssertNone();
    }

    [Fact]
    public async Task Two_instances_with_many_writes_converge_to_the_derived_values_of_the_facts()
    {
        await using var one = await StartAsync(Count);
        await using var other = await StartAsync(Count);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? one : other).PutAsync($"sources/s{i}", "a title", 0)));
        await Eventually.True(() => CountIn(one) == 100 && CountIn(other) == 100, seconds: 20);
        one.Errors.AssertNone();
        other.Errors.AssertNone();
    }

    [Fact]
    public async Task A_derivation_that_fails_is_logged_and_retried_while_the_service_continues()
    {
        var broken = true;
        await using var instance = await StartAsync(draft =>
        {
            if (Volatile.Read(ref broken))
            {
                throw new InvalidOperationException("It cannot be computed.");
            }

            Count(draft);
        });
        await Eventually.True(() => instance.Errors.Entries.Any(entry => entry.Event == "derivation.async_failed"), seconds: 20);
        Assert.IsType<CommitOutcome.Committed>(await instance.PutAsync("sources/a", "a title", 0));

        Volatile.Write(ref broken, false);
        await Eventually.True(() => CountIn(instance) == 1, seconds: 20);
        instance.Errors.Expect("derivation.async_failed");
        instance.Errors.AssertNone();
    }

    [Fact]
    public async Task However_long_a_derivation_takes_the_next_one_starts_within_five_seconds()
    {
        var clock = new SettableClock();
        await using var instance = await StartAsync(
            draft =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                Count(draft);
            }, services => services.AddSingleton<TimeProvider>(clock));
        await instance.PutAsync("sources/a", "a title", 0);
        // A pause of 20 times the duration would take 19 minutes; this clock advances for only about eight.
        var steps = 0;
        await Eventually.True(() =>
        {
            if (steps++ < 100)
            {
                clock.Advance(TimeSpan.FromSeconds(5));
            }

            return CountIn(instance) == 1;
        }, seconds: 20);
        instance.Errors.AssertNone();
    }

    async Task<Instance> StartAsync(Action<Transaction> derive, Action<IServiceCollection>? configure = null) => await Instance.StartAsync(
        Instance.Schema,
        services =>
        {
            services.AddSingleton(new AsyncDerivation(derive));
            services.AddHostedService<AsyncDerivationService>();
            configure?.Invoke(services);
        },
        (await stores.Of(StoreBackend.Redis)).Configuration, prefix);

    static void Count(Transaction draft)
    {
        var count = draft.Resources.List<Source>().Count();
        if ((draft.Resources.Find<Question>(Derived)?.Outlook.NeededCount ?? 0) != count)
        {
            draft.PutDerived(
                new Question { Name = Derived, Outlook = new() { NeededCount = count } }, RecognitionsEventType.DecisionOutlookChanged);
        }
    }

    static int CountIn(Instance instance) => instance.Replica.Current.Find<Question>(Derived)?.Outlook.NeededCount ?? 0;
}
