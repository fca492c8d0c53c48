using Attune.Embedding.Scheduling;

namespace Attune.Embedding.Unit.Scheduling;

public sealed class SchedulingOptionsTests
{
    private static readonly SchedulingOptionsValidator Validator = new();

    [Fact]
    public void Without_settings_each_device_has_its_own_limits()
    {
        var options = new SchedulingOptions();
        Assert.True(Validator.Validate(null, options).Succeeded);
        Assert.Equal((128, 64, TimeSpan.Zero), Limits("cpu"));
        Assert.Equal((16_384, int.MaxValue, TimeSpan.FromMilliseconds(2)), Limits("cuda"));
        Assert.Throws<ArgumentOutOfRangeException>(() => options.Resolve("abacus"));

        (int, int, TimeSpan) Limits(string device) => options.Resolve(device) is var x ? (x.BatchTokens, x.LongTokens, x.Window) : default;
    }

    [Fact]
    public void Every_setting_goes_before_the_default()
    {
        var options = new SchedulingOptions
        {
            BatchTokens = 1,
            BatchRows = 2,
            LongTokens = 3,
            JoinPadding = 4,
            Window = TimeSpan.FromMilliseconds(5),
            ConcurrentBatches = 6,
            QueueTokens = 7,
            QueueRows = 8,
            BackfillShare = 0.9,
            BackfillAge = TimeSpan.FromSeconds(10),
            BackfillEvery = 11,
            LongestWait = TimeSpan.FromSeconds(12),
        };
        Assert.True(Validator.Validate(null, options).Succeeded);
        foreach (var device in new[] { "cpu", "cuda" })
        {
            var limits = options.Resolve(device);
            foreach (var property in typeof(SchedulingOptions).GetProperties())
                Assert.Equal(property.GetValue(options), typeof(SchedulingLimits).GetProperty(property.Name)!.GetValue(limits));
        }
    }

    [Fact]
    public void Every_setting_that_makes_no_sense_is_told_with_what_would()
    {
        var options = new SchedulingOptions
        {
            BatchTokens = 0,
            BatchRows = 0,
            LongTokens = 0,
            JoinPadding = -1,
            Window = TimeSpan.FromSeconds(2),
            ConcurrentBatches = 65,
            QueueTokens = 0,
            QueueRows = 0,
            BackfillShare = double.NaN,
            BackfillAge = TimeSpan.FromTicks(-1),
            BackfillEvery = 1,
            LongestWait = TimeSpan.Zero,
        };
        var failures = Validator.Validate(null, options).Failures!;
        Assert.Equal(
            typeof(SchedulingOptions).GetProperties().Select(x => $"Scheduling:{x.Name} is {x.GetValue(options)}. Set it to a "),
            failures.Select(x => x[..(x.IndexOf("Set it to a ", StringComparison.Ordinal) + 12)]));
    }
}
