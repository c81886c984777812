using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using KosovoNato.Criteria.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Recommendations.V1;
using KosovoNato.Serving.Requests;

namespace KosovoNato.Platform.Tests.Serving;

public sealed class ReferenceNormalizerTests
{
    public static TheoryData<string> Requests =>
    [
        .. from service in new[] { RecognitionService.Descriptor, MilestoneService.Descriptor, RecommendationService.Descriptor }
           from method in service.Methods
           select method.InputType.FullName,
    ];

    [Theory, MemberData(nameof(Requests))]
    public void Every_reference_of_a_request_accepts_an_ID(string type)
    {
        var descriptor = Descriptor(type);
        foreach (var field in descriptor.Fields.InDeclarationOrder().Where(field => field.Name != "name"))
        {
            if (field.GetOptions()?.GetExtension(ResourceExtensions.ResourceReference)?.Type is not ({ Length: > 0 } and not "*"))
            {
                continue;
            }

            foreach (var value in (string[])["one", $"{Collection(field)}/one"])
            {
                var request = descriptor.Parser.ParseFrom(ByteString.Empty);
                field.Accessor.SetValue(request, value);
                ReferenceNormalizer.Normalize(request);
                Assert.Equal($"{Collection(field)}/one", field.Accessor.GetValue(request));
            }
        }
    }

    [Fact]
    public void References_inside_lists_filters_and_criteria_are_normalized()
    {
        var request = new ProposeMilestoneRequest
        {
            Milestone = new()
            {
                Name = "milestones/a",
                Track = "t",
                Dependencies = { new Dependency { Milestone = "b" } },
                Criterion = new()
                {
                    All = new()
                    {
                        Criteria = { new Criterion { Negation = new() { Milestone = new() { Milestone = "c" } } } },
                    },
                },
            },
        };
        ReferenceNormalizer.Normalize(request);
        var milestone = request.Milestone;
        Assert.Equal(("milestones/a", "tracks/t", "milestones/b"), (milestone.Name, milestone.Track, milestone.Dependencies[0].Milestone));
        Assert.Equal("milestones/c", milestone.Criterion.All.Criteria[0].Negation.Milestone.Milestone);

        var list = new ListMilestonesRequest { Filter = new() { Tracks = { "tracks/t", "u" } } };
        ReferenceNormalizer.Normalize(list);
        Assert.Equal(["tracks/t", "tracks/u"], list.Filter.Tracks);
    }

    [Theory]
    [InlineData("organizations/nato")]
    [InlineData("")]
    [InlineData("organizations/")]
    [InlineData("organizations/nato/memberships/AL")]
    [InlineData("states/AL")]
    public void Any_other_value_is_left_for_its_check(string value)
    {
        var request = new CountRecognitionsRequest { Organization = value };
        ReferenceNormalizer.Normalize(request);
        Assert.Equal(value, request.Organization);
    }

    [Fact]
    public void The_name_of_a_resource_is_not_changed()
    {
        var request = new GetOrganizationRequest { Name = "organizations/nato" };
        ReferenceNormalizer.Normalize(request);
        Assert.Equal("organizations/nato", request.Name);
    }

    static MessageDescriptor Descriptor(string type) =>
        new[] { RecognitionService.Descriptor, MilestoneService.Descriptor, RecommendationService.Descriptor }
            .SelectMany(service => service.Methods).Select(method => method.InputType).First(input => input.FullName == type);

    static string Collection(FieldDescriptor field)
    {
        var type = field.GetOptions().GetExtension(ResourceExtensions.ResourceReference).Type;
        var name = type[(type.IndexOf('/') + 1)..];
        return $"{char.ToLowerInvariant(name[0])}{name[1..]}s";
    }
}
