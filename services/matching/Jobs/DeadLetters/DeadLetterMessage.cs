using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Jobs.Store;
using Attune.Messaging;
using Google.Protobuf.WellKnownTypes;

namespace Attune.Matching.Jobs.DeadLetters;

/// <summary>Dead letters as messages, cut so that a thousand of a foreign publisher's fit into one answer.</summary>
internal static class DeadLetterMessage
{
    private const int LongestText = 2_000, MostBytes = 2 * 1024 * 1024;

    public static BackfillDeadLetter Of(DeadLetter letter)
    {
        var batch = letter.Read<BackfillMessage>();
        return new BackfillDeadLetter
        {
            MessageId = ErrorText.Cut(letter.MessageId, LongestText),
            Reason = ErrorText.Cut(letter.Reason, LongestText), Attempts = letter.Attempts,
            DiedAt = letter.DiedAt is { } at ? Timestamp.FromDateTimeOffset(at) : null,
            Body = ErrorText.Cut(letter.Body, LongestText), JobId = batch?.JobId.ToString() ?? "", Batch = batch?.Number ?? 0,
        };
    }

    /// <summary>True as long as all that it has seen fits into one answer.</summary>
    public static Func<BackfillDeadLetter, bool> Within()
    {
        var bytes = 0L;
        return letter => (bytes += letter.CalculateSize()) <= MostBytes;
    }
}
