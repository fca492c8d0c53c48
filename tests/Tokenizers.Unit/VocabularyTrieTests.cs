using Attune.Tokenizers.Models;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Tokenizers.Unit;

public sealed class VocabularyTrieTests
{
    private static readonly Gen<string> Key = Gen.Elements("a", "b", "ab", "▁", "é", "字", "😀", "\uFFFF", "\0", "z").ListOf().Select(string.Concat);

    private static readonly Arbitrary<(string[] Keys, string Text)> AnyKeys =
        (from keys in Key.ListOf() from text in Key select (keys.Distinct(StringComparer.Ordinal).ToArray(), text)).ToArbitrary();

    [Fact]
    public void Every_entry_is_found_and_nothing_else() =>
        Prop.ForAll(AnyKeys, x =>
        {
            var trie = Build(x.Keys);
            return x.Keys.Select((key, i) => trie.IdOf(key) == (key.Length == 0 ? VocabularyTrie.NoId : i)).All(found => found)
                && (x.Keys.Contains(x.Text) || trie.IdOf(x.Text) == VocabularyTrie.NoId);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_longest_match_is_the_longest_entry_that_the_text_starts_with() =>
        Prop.ForAll(AnyKeys, x =>
        {
            var longest = x.Keys.Where(key => x.Text.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length) ?? "";
            var length = Build(x.Keys).LongestMatch(VocabularyTrie.Root, x.Text, out var id, out _);
            return length == longest.Length && (length == 0 ? id == VocabularyTrie.NoId : x.Keys[id] == longest);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void The_most_frequent_character_leads_nowhere_where_no_entry_starts_with_it()
    {
        var trie = Build(["xb", "yb", "zbb"]);
        Assert.Equal(VocabularyTrie.Nowhere, trie.Walk(VocabularyTrie.Root, "b"));
        Assert.Equal(0, trie.LongestMatch(VocabularyTrie.Root, "bxb", out _, out _));
    }

    [Fact]
    public void A_large_vocabulary_of_many_scripts_leaves_few_holes()
    {
        // Ideographs make nodes with thousands of children that lie far apart, which is what is hard to place.
        var random = new Random(11);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (keys.Count < 120_000)
        {
            int start = new[] { 'a', 'а', 'א', 'क', 'ก', '一', '一', '가' }[random.Next(8)];
            var range = start is '一' or '가' ? 8_000 : 26;
            keys.Add((random.Next(2) == 0 ? "▁" : "") + string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => (char)(start + random.Next(range)))));
        }

        var trie = Build([.. keys]);
        var id = 0;
        foreach (var key in keys)
            Assert.Equal(id++, trie.IdOf(key));
        var prefixes = keys.SelectMany(x => Enumerable.Range(1, x.Length).Select(length => x[..length])).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(trie.Capacity, prefixes.Count + 1, (int)(prefixes.Count * 1.1));
    }

    [Fact]
    public void A_piece_of_a_million_characters_is_no_problem()
    {
        string key = new('x', 1_000_000);
        Assert.Equal(1, Build([key[1..], key]).IdOf(key));
    }

    private static VocabularyTrie Build(string[] keys) => new([.. keys.Select((x, i) => KeyValuePair.Create(x, i))]);
}
