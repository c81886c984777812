using KosovoNato.Milestones.V1;
using KosovoNato.Platform.Requests;
using KosovoNato.Platform.Store;

namespace KosovoNato.Platform.Tests.Requests;

public sealed class RememberedTests
{
    static readonly DateOnly Day = new(2012, 3, 4);

    readonly Snapshot state = Snapshot.Empty(RandomHistory.Schema, new string('a', 32));
    readonly Remembered remembered = new();
    int computed;

    [Fact]
    public void The_same_question_is_computed_once()
    {
        var first = Ask(new() { PageToken = "a" });
        Assert.Same(first, Ask(new() { PageToken = "a" }));
        Assert.Same(first, Ask(new() { PageToken = "a", Consistency = new() { FullyConsistent = true }, KnownAt = new() { Revision = 0 } }));
        Assert.Equal(1, computed);
    }

    [Fact]
    public void Another_question_another_day_and_another_state_are_computed_anew()
    {
        Ask(new() { PageToken = "a" });
        Ask(new() { PageToken = "b" });
        Ask(new() { PageToken = "a" }, Day.AddDays(1));
        Ask(new() { PageToken = "a" }, of: Snapshot.Empty(RandomHistory.Schema, new string('a', 32)));
        remembered.Of(state, new ListTracksRequest { PageToken = "a" }, Day, () => new ListTracksResponse());
        Assert.Equal(4, computed);
    }

    [Fact]
    public void The_request_stays_as_it_was()
    {
        var request = new ListMilestonesRequest { PageToken = "a", Consistency = new() { AtLeast = "t" }, KnownAt = new() { Revision = 7 } };
        var before = request.Clone();
        Ask(request);
        Assert.Equal(before, request);
    }

    [Fact]
    public void Of_too_many_answers_the_oldest_go()
    {
        for (var i = 0; i <= 256; i++)
        {
            Ask(new() { PageToken = $"{i}" });
        }

        Ask(new() { PageToken = "256" });
        Assert.Equal(257, computed);
        Ask(new() { PageToken = "0" });
        Assert.Equal(258, computed);
    }

    [Fact]
    public void What_is_too_large_is_not_kept()
    {
        Ask(new() { PageToken = new string('x', 20_000) });
        Ask(new() { PageToken = new string('x', 20_000) });
        Assert.Equal(2, computed);
    }

    ListMilestonesResponse Ask(ListMilestonesRequest request, DateOnly? day = null, Snapshot? of = null) =>
        remembered.Of(of ?? state, request, day ?? Day, () => new ListMilestonesResponse { NextPageToken = $"{++computed}" });
}
