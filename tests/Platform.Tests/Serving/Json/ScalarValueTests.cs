using Google.Protobuf.Reflection;
using KosovoNato.Changes.V1;
using KosovoNato.Milestones.V1;
using KosovoNato.Recognitions.V1;
using KosovoNato.Serving.Json;

namespace KosovoNato.Platform.Tests.Serving.Json;

/// <summary>The values of fields in JSON, and their canonical forms.</summary>
public sealed class ScalarValueTests
{
    static readonly FieldDescriptor Int64 = KnownAt.Descriptor.FindFieldByName("revision");
    static readonly FieldDescriptor Int32 = ListStatesRequest.Descriptor.FindFieldByName("page_size");
    static readonly FieldDescriptor Double = Observation.Descriptor.FindFieldByName("value");
    static readonly FieldDescriptor Enum = MembershipPeriod.Descriptor.FindFieldByName("role");
    static readonly FieldDescriptor Bytes = ResourceChange.Descriptor.FindFieldByName("resource");
    static readonly FieldDescriptor Time = KnownAt.Descriptor.FindFieldByName("time");
    static readonly FieldDescriptor Duration = Recognitions.V1.WatchRequest.Descriptor.FindFieldByName("bookmark_interval");
    static readonly FieldDescriptor Mask = CorrectStateRequest.Descriptor.FindFieldByName("update_mask");

    [Theory]
    [InlineData("2", "2")]
    [InlineData("2.0", "2")]
    [InlineData("-2.50e1", "-25")]
    [InlineData("1e3", "1000")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", null)]
    [InlineData("0.5", null)]
    [InlineData("1e-30", null)]
    [InlineData("1e400", null)]
    [InlineData("1e-999999999", null)]
    [InlineData("1.00000000000000000000000000000000001", null)]
    [InlineData("0x10", null)]
    [InlineData("1,000", null)]
    [InlineData(" 1", null)]
    [InlineData("NaN", null)]
    [InlineData("", null)]
    public void A_whole_number_keeps_its_value(string text, string? canonical) =>
        Assert.Equal(canonical, ScalarValue.Canonical(Int64, text));

    [Theory]
    [InlineData("2147483647", "2147483647")]
    [InlineData("2147483648", null)]
    [InlineData("-2147483649", null)]
    public void A_whole_number_is_in_the_range_of_its_type(string text, string? canonical) =>
        Assert.Equal(canonical, ScalarValue.Canonical(Int32, text));

    [Theory]
    [InlineData("1.50", "1.5")]
    [InlineData("1e3", "1000")]
    [InlineData("NaN", "NaN")]
    [InlineData("-Infinity", "-Infinity")]
    [InlineData("1e400", null)]
    [InlineData("nan", null)]
    [InlineData("1,5", null)]
    public void A_number_is_finite_or_one_of_three_words(string text, string? canonical) =>
        Assert.Equal(canonical, ScalarValue.Canonical(Double, text));

    [Theory]
    [InlineData("MEMBERSHIP_ROLE_MEMBER", "MEMBERSHIP_ROLE_MEMBER")]
    [InlineData("MEMBER", "MEMBERSHIP_ROLE_MEMBER")]
    [InlineData("1", "MEMBERSHIP_ROLE_MEMBER")]
    [InlineData("1.0", "MEMBERSHIP_ROLE_MEMBER")]
    [InlineData("999", null)]
    [InlineData("member", null)]
    [InlineData("", null)]
    public void An_enum_has_a_long_name_a_short_name_and_a_number(string text, string? canonical) =>
        Assert.Equal(canonical, ScalarValue.Canonical(Enum, text));

    [Theory]
    [InlineData("_-8", "/+8=")]
    [InlineData("/+8=", "/+8=")]
    [InlineData("", "")]
    [InlineData("a", null)]
    [InlineData("é===", null)]
    public void Bytes_are_base64_of_either_alphabet(string text, string? canonical) =>
        Assert.Equal(canonical, ScalarValue.Canonical(Bytes, text));

    [Theory]
    [InlineData("2026-11-29T23:00:00Z", "2026-11-29T23:00:00Z")]
    [InlineData("2026-11-30T00:00:00.5+01:00", "2026-11-29T23:00:00.500Z")]
    [InlineData("2026-11-29T23:00:00", null)]
    [InlineData("2026-11-29 23:00:00Z", null)]
    [InlineData("2026-11-29", null)]
    [InlineData("2026-02-30T00:00:00Z", null)]
    [InlineData("now", null)]
    [InlineData("\"", null)]
    public void A_time_has_an_offset(string text, string? canonical) => Assert.Equal(canonical, ScalarValue.Canonical(Time, text));

    [Theory]
    [InlineData("5s", "5s")]
    [InlineData("1.5s", "1.500s")]
    [InlineData("5", null)]
    [InlineData("5m", null)]
    [InlineData("999999999999999s", null)]
    public void A_duration_is_in_seconds(string text, string? canonical) => Assert.Equal(canonical, ScalarValue.Canonical(Duration, text));

    [Theory]
    [InlineData("displayName,url", "displayName,url")]
    [InlineData("display_name,url", "displayName,url")]
    [InlineData("", "")]
    [InlineData("display_Name", null)]
    [InlineData("display__name", null)]
    [InlineData("title_", null)]
    [InlineData("title,,url", null)]
    [InlineData("title, url", null)]
    public void A_mask_has_names_in_either_notation(string text, string? canonical) =>
        Assert.Equal(canonical, ScalarValue.Canonical(Mask, text));

    [Fact]
    public void The_values_of_an_enum_are_listed_as_in_the_contract() =>
        Assert.StartsWith("must be one of MEMBERSHIP_ROLE_MEMBER, ", ScalarValue.Describe(Enum), StringComparison.Ordinal);
}
