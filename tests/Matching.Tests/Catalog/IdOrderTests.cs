using System.Text;
using Attune.Matching.Catalog;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Matching.Tests.Catalog;

public sealed class IdOrderTests
{
    [Fact]
    public void Ids_are_ordered_by_their_bytes_in_utf_8()
    {
        var text = Gen.Elements("", "a", "b", "é", "\uE000", "\uFFFD", "\U0001F600", "\U0010FFFF", "z").ArrayOf().Select(string.Concat).ToArbitrary();
        Prop.ForAll(text, text, (a, b) =>
            Math.Sign(IdOrder.Compare(a, b)) == Math.Sign(Encoding.UTF8.GetBytes(a).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(b)))).QuickCheckThrowOnFailure();
    }
}
