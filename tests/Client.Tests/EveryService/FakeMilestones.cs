using Grpc.Core;
using KosovoNato.Milestones.V1;

namespace KosovoNato.Client.Tests.EveryService;

/// <summary>A milestone service scripted by the test.</summary>
sealed class FakeMilestones : MilestoneService.MilestoneServiceBase
{
    public Script<ListTracksRequest, Answer<ListTracksRequest, ListTracksResponse>> Lists { get; } = new();

    public Script<RegisterTrackRequest, Answer<RegisterTrackRequest, RegisterTrackResponse>> Registrations { get; } = new();

    public Script<WatchRequest, Streaming<WatchRequest, WatchResponse>> Watches { get; } = new();

    public override Task<ListTracksResponse> ListTracks(ListTracksRequest request, ServerCallContext context) =>
        Lists.Take(request, context)(request, context);

    public override Task<RegisterTrackResponse> RegisterTrack(RegisterTrackRequest request, ServerCallContext context) =>
        Registrations.Take(request, context)(request, context);

    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context) =>
        Watches.Take(request, context)(request, responseStream, context);
}
