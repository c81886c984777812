using System.Buffers.Text;
using KosovoNato.Errors.V1;
using KosovoNato.Kernel;
using KosovoNato.Kernel.Errors;

namespace KosovoNato.Platform.Tests.Kernel;

public sealed class RevisionTokenTests
{
    const ulong Bound = 0x1234_5678_9abc_def0;

    static readonly RevisionId Revision = new("00112233445566778899aabbccddeeff", 1_042, new(0xfedc_ba98));

    [Theory]
    [InlineData("")]
    [InlineData("sources/ë")]
    public void A_token_is_decoded_to_what_was_encoded(string rest)
    {
        var token = RevisionToken.Encode("recognitions", Revision, Bound, rest);
        Assert.Equal(new(Revision, rest), RevisionToken.Decode("recognitions", token, "page token", Bound));
    }

    [Fact]
    public void A_resume_token_is_a_token_of_a_watch_without_a_filter()
    {
        var token = RevisionToken.Encode("recognitions", Revision, RevisionToken.NoFilter);
        Assert.Equal(Revision, RevisionToken.DecodeResume("recognitions", token));
        AssertInvalid("recognitions", RevisionToken.Encode("recognitions", Revision, Bound), RevisionToken.NoFilter);
    }

    [Fact]
    public void A_token_with_any_changed_bit_is_invalid()
    {
        var bytes = Base64Url.DecodeFromChars(RevisionToken.Encode("recognitions", Revision, Bound, "rest"));
        for (var bit = 0; bit < 8 * bytes.Length; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            AssertInvalid("recognitions", Base64Url.EncodeToString(bytes), Bound);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        for (var length = 0; length < bytes.Length; length++)
        {
            AssertInvalid("recognitions", Base64Url.EncodeToString(bytes.AsSpan(0, length)), Bound);
        }
    }

    [Fact]
    public void A_token_of_another_service_or_for_other_arguments_is_invalid()
    {
        var token = RevisionToken.Encode("recognitions", Revision, Bound);
        AssertInvalid("milestones", token, Bound);
        AssertInvalid("recognitions", token, Bound + 1);
    }

    static void AssertInvalid(string service, string token, ulong bound)
    {
        var error = Assert.Throws<ApiException>(() => RevisionToken.Decode(service, token, "page token", bound));
        Assert.Equal(ErrorReason.TokenInvalid, error.Reason);
    }
}
