using Microsoft.Extensions.Options;

namespace Attune.Embedding.Scheduling;

internal sealed class SchedulingOptionsValidator : IValidateOptions<SchedulingOptions>
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromHours(1), LongestWindow = TimeSpan.FromSeconds(1);

    public ValidateOptionsResult Validate(string? name, SchedulingOptions options)
    {
        var result = new ValidateOptionsResultBuilder();
        Range(result, nameof(options.BatchTokens), options.BatchTokens, 1, 1 << 20);
        Range(result, nameof(options.BatchRows), options.BatchRows, 1, 1 << 16);
        Range(result, nameof(options.LongTokens), options.LongTokens, 1, int.MaxValue);
        Range(result, nameof(options.JoinPadding), options.JoinPadding, 0, 1 << 20);
        Range(result, nameof(options.Window), options.Window, TimeSpan.Zero, LongestWindow);
        Range(result, nameof(options.ConcurrentBatches), options.ConcurrentBatches, 1, 64);
        Range(result, nameof(options.QueueTokens), options.QueueTokens, 1, 1 << 28);
        Range(result, nameof(options.QueueRows), options.QueueRows, 1, 1 << 22);
        // Written so that NaN is refused too.
        if (options.BackfillShare is { } share && !(share is > 0 and <= 1))
            result.AddError($"Scheduling:BackfillShare is {share}. Set it to a part of the queue, above 0 and at most 1, such as 0.5.");
        Range(result, nameof(options.BackfillAge), options.BackfillAge, TimeSpan.Zero, LongestAge);
        Range(result, nameof(options.BackfillEvery), options.BackfillEvery, 2, 1_000);
        Range(result, nameof(options.LongestWait), options.LongestWait, TimeSpan.FromMilliseconds(1), LongestAge);
        return result.Build();
    }

    private static void Range<T>(ValidateOptionsResultBuilder result, string option, T? value, T least, T most)
        where T : struct, IComparable<T>
    {
        if (value is { } set && (set.CompareTo(least) < 0 || set.CompareTo(most) > 0))
            result.AddError(
                $"Scheduling:{option} is {set}. Set it to a value from {least} to {most}, or leave it out for the default of the device.");
    }
}
