using Attune.Hosting.Errors;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Grpc.Core;

namespace Attune.Hosting.Unit.Errors;

public sealed class ViolationTextTests
{
    /// <summary>Many clients accept 8 KiB of trailers; the binary trailer grows by a third on the wire.</summary>
    private const int TrailersBudget = 8 * 1024;

    [Fact]
    public void However_many_and_long_the_violations_are_the_trailers_stay_small_and_none_goes_uncounted() => Prop.ForAll<NonEmptyArray<NonNull<string>>, PositiveInt>((texts, repeat) =>
    {
        var violations = Enumerable.Repeat(texts.Get, repeat.Get).SelectMany(all => all).Select((text, i) => new FieldViolation($"items[{i}]", text.Get)).ToList();
        var exception = new InvalidRequestException(violations);
        var details = ViolationText.ToBadRequest(violations).FieldViolations;
        var rpc = StatusDetails.ToRpcException(exception.StatusCode, exception.Message, exception.Details);
        var wire = (rpc.Trailers.GetValueBytes(MetadataExtensions.StatusDetailsTrailerName)!.Length * 4 / 3) + (rpc.Status.Detail.Length * 3);
        var complete = details.Count == violations.Count && details.Select(d => d.Field).SequenceEqual(violations.Select(v => v.Field));
        var counted = details.Count > 1 && details[^1].Description == $"and {violations.Count - details.Count + 1} more; correct these first";
        return wire < TrailersBudget && (complete || counted);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_thousand_violations_are_cut_to_what_trailers_hold()
    {
        var violations = Enumerable.Range(0, 1000).Select(i => new FieldViolation($"texts[{i}]", "is blank; send a text")).ToList();

        var request = ViolationText.ToBadRequest(violations);

        Assert.InRange(request.CalculateSize(), 3500, 4200);
        Assert.Equal("texts[0]", request.FieldViolations[0].Field);
        Assert.EndsWith("and 997 more", ViolationText.Summarise(violations), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_cut_between_characters()
    {
        var cut = ErrorText.Cut(string.Concat(Enumerable.Repeat("😀", 10)), 6);

        Assert.Equal("😀😀…", cut);
    }

    [Fact]
    public void No_violations_are_no_error()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new InvalidRequestException([]));
    }
}
