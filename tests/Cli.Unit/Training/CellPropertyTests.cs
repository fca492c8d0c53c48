using System.Text.Json;
using Attune.Cli.Training.Cells;
using FsCheck;
using FsCheck.Fluent;

namespace Attune.Cli.Unit.Training;

public sealed class CellPropertyTests
{
    // Those that mean something somewhere.
    private const string Letters = "[]{}'\"\\|,;# -+:.eEkTZ0123459";

    [Fact]
    public void Every_date_that_is_printed_with_its_zone_is_read_as_itself() => Prop.ForAll(
        ArbMap.Default.ArbFor<DateTimeOffset>(),
        date => DateCell.Read($"{date:yyyy-MM-ddTHH:mm:ss.fffffffzzz}", out var read) is null && read.UtcTicks == date.UtcTicks).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_whole_number_is_read_as_itself_with_and_without_groups() => Prop.ForAll(
        ArbMap.Default.ArbFor<long>(),
        number => CountCell.Read($"{number}", out var plain) is null && CountCell.Read($"{number:N0}", out var grouped) is null && plain == number && grouped == number).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_list_of_tags_that_is_printed_as_JSON_is_read_as_itself() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonEmptyString[]>(),
        tags =>
        {
            string[] names = [.. tags.Select(tag => $"t{new string([.. tag.Get.Where(letter => !char.IsSurrogate(letter))])}t")];
            return HashtagCell.Read(JsonSerializer.Serialize(names), out var read) is null && read.SequenceEqual(names, StringComparer.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_whatever_makes_a_cell_throw() => Prop.ForAll(
        ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<int>(),
        (text, kind) =>
        {
            var random = new Random(kind);
            var cell = (text ?? "") + new string([.. Enumerable.Range(0, 12).Select(_ => Letters[random.Next(Letters.Length)])]);
            DateCell.Read(cell, out _);
            CountCell.Read(cell, out _);
            EpochCell.Seconds(cell, out _);
            HashtagCell.Read(cell, out var tags);
            return tags.TrueForAll(tag => tag.Length > 0);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));
}
