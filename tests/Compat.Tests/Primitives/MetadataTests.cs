using Grpc.Core;

namespace Attune.Compat.Tests.Primitives;

public sealed class MetadataTests
{
    [Fact]
    public void Keys_are_kept_in_lower_case_and_found_in_any()
    {
        var metadata = new Metadata { { "X-Trace.Id_1", "abc" } };

        Assert.Equal("x-trace.id_1", metadata[0].Key);
        Assert.Equal("abc", metadata.GetValue("X-TRACE.ID_1"));
    }

    [Fact]
    public void The_last_entry_of_a_key_wins_and_all_stay_in_order()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "a", "3" } };

        Assert.Equal("3", metadata.Get("a")!.Value);
        Assert.Equal(["1", "3"], metadata.GetAll("a").Select(entry => entry.Value));
        Assert.Equal(["a", "b", "a"], metadata.Select(entry => entry.Key));
    }

    [Fact]
    public void A_missing_key_has_no_value()
    {
        var metadata = new Metadata { { "a", "1" } };

        Assert.Null(metadata.Get("b"));
        Assert.Null(metadata.GetValue("b"));
        Assert.Null(metadata.GetValueBytes("b"));
        Assert.Empty(metadata.GetAll("b"));
    }

    [Fact]
    public void Bytes_are_copied_on_the_way_in_and_on_the_way_out()
    {
        byte[] bytes = [1, 2, 3];
        var entry = new Metadata.Entry("data-bin", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.True(entry.IsBinary);
        Assert.Equal([1, 2, 3], entry.ValueBytes);
    }

    [Fact]
    public void Text_can_be_read_as_bytes_but_bytes_not_as_text()
    {
        var text = new Metadata.Entry("a", "AZ");
        var bytes = new Metadata.Entry("a-bin", [65]);

        Assert.False(text.IsBinary);
        Assert.Equal("AZ"u8.ToArray(), text.ValueBytes);
        Assert.Throws<InvalidOperationException>(() => bytes.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with space")]
    [InlineData("colon:")]
    [InlineData("Ümlaut")]
    [InlineData("new\nline")]
    public void A_key_with_other_characters_is_refused(string key) =>
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "value"));

    [Fact]
    public void The_suffix_of_the_key_and_the_kind_of_value_must_agree()
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a-bin", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("A-BIN", "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("a", [1]));
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry(null!, "value"));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("a", (string)null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("a-bin", (byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata { null! });
    }

    [Fact]
    public void The_empty_one_is_frozen()
    {
        Assert.Empty(Metadata.Empty);
        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "1"));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Clear());
    }

    [Fact]
    public void It_is_a_list()
    {
        Metadata.Entry one = new("a", "1"), two = new("b", "2"), three = new("c", "3");
        var metadata = new Metadata { one, three };

        metadata.Insert(1, two);
        Assert.Equal([one, two, three], metadata);
        Assert.Equal(1, metadata.IndexOf(two));
        Assert.True(metadata.Remove(one));
        metadata.RemoveAt(0);
        metadata[0] = one;
        Assert.Equal([one], metadata);
        Assert.False(metadata.IsReadOnly);
    }

    [Fact]
    public void An_entry_tells_its_key_and_value() =>
        Assert.Equal("[Entry: key=a, value=1]", new Metadata.Entry("A", "1").ToString());
}
