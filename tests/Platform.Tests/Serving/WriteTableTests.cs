using KosovoNato.Recommendations.V1;
using KosovoNato.Serving.Writes;

namespace KosovoNato.Platform.Tests.Serving;

public sealed class WriteTableTests
{
    [Fact]
    public void A_write_of_the_contract_without_an_implementation_stops_the_start()
    {
        var refusal = Assert.Throws<InvalidOperationException>(
            () => new WriteTable(
                RecommendationsWrite.Descriptor, new WriteOperation<RegisterDocumentRequest, Document>(
                    (_, _) => { }, (request, _) => request.Document)));
        Assert.Contains("close_recommendation", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("register_document", refusal.Message, StringComparison.Ordinal);
    }
}
