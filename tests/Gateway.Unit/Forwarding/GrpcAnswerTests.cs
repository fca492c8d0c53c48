using Attune.Gateway.Forwarding;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Gateway.Unit.Forwarding;

public sealed class GrpcAnswerTests
{
    [Fact]
    public void Any_message_becomes_printable_ASCII_that_decodes_to_itself() => Prop.ForAll<NonNull<string>>(message =>
    {
        var text = new string([.. message.Get.Where(c => !char.IsSurrogate(c))]);
        var encoded = GrpcAnswer.Encode(text);
        return encoded.All(c => c is >= ' ' and <= '~') && Uri.UnescapeDataString(encoded) == text;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Only_percent_and_what_is_not_printable_is_encoded() => Assert.Equal("100%25 caf%C3%A9 a/b?", GrpcAnswer.Encode("100% café a/b?"));
}
