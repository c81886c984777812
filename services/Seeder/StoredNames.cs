using Grpc.Core;
using KosovoNato.Changes.V1;
using KosovoNato.Recognitions.V1;

namespace KosovoNato.Seeder;

/// <summary>Asks the service which resources exist.</summary>
internal static class StoredNames
{
    private const int PageSize = 1_000;

    // What another instance wrote a moment ago must not look missing.
    private static readonly Consistency Newest = new() { FullyConsistent = true };

    internal static async Task<HashSet<string>> ListAsync(
        RecognitionService.RecognitionServiceClient client, Func<CallOptions> options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        await ReadAsync(names, async token => await client.ListSourcesAsync(
            new ListSourcesRequest { PageSize = PageSize, PageToken = token, Consistency = Newest }, options()),
            page => (page.Sources.Select(source => source.Name), page.NextPageToken));
        await ReadAsync(names, async token => await client.ListStatesAsync(
            new ListStatesRequest { PageSize = PageSize, PageToken = token, Consistency = Newest }, options()),
            page => (page.States.Select(state => state.Name), page.NextPageToken));
        await ReadAsync(names, async token => await client.ListOrganizationsAsync(
            new ListOrganizationsRequest { PageSize = PageSize, PageToken = token, Consistency = Newest }, options()),
            page => (page.Organizations.Select(organization => organization.Name), page.NextPageToken));
        await ReadAsync(names, async token => await client.ListCountingRulesAsync(
            new ListCountingRulesRequest { PageSize = PageSize, PageToken = token, Consistency = Newest }, options()),
            page => (page.CountingRules.Select(rule => rule.Name), page.NextPageToken));
        await ReadAsync(names, async token => await client.ListMembershipsAsync(
            new ListMembershipsRequest { Parent = "organizations/-", PageSize = PageSize, PageToken = token, Consistency = Newest }, options()),
            page => (page.Memberships.Select(membership => membership.Name), page.NextPageToken));
        await ReadAsync(names, async token => await client.ListRecognitionsAsync(
            new ListRecognitionsRequest { PageSize = PageSize, PageToken = token, Consistency = Newest }, options()),
            page => (page.Recognitions.Select(recognition => recognition.Name), page.NextPageToken));
        await ReadAsync(names, async token => await client.ListQuestionsAsync(
            new ListQuestionsRequest { PageSize = PageSize, PageToken = token, Consistency = Newest }, options()),
            page => (page.Questions.Select(question => question.Name), page.NextPageToken));
        await ReadAsync(names, async token => await client.ListPositionsAsync(
            new ListPositionsRequest { Parent = "questions/-", PageSize = PageSize, PageToken = token, Consistency = Newest }, options()),
            page => (page.Positions.Select(position => position.Name), page.NextPageToken));
        return names;
    }

    private static async Task ReadAsync<TPage>(
        HashSet<string> names, Func<string, Task<TPage>> read, Func<TPage, (IEnumerable<string> Names, string Next)> open)
    {
        var token = "";
        do
        {
            var page = open(await read(token));
            names.UnionWith(page.Names);
            token = page.Next;
        }
        while (token.Length > 0);
    }
}
