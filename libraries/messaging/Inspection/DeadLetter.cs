namespace Attune.Messaging;

/// <summary>A message that could not be handled.</summary>
/// <param name="MessageId">Given by its publisher; empty when a foreign publisher gave none.</param>
/// <param name="Type">The name of its contract; empty when it names none.</param>
/// <param name="Body">As text; undecodable bytes are replaced.</param>
/// <param name="Reason">Why it is here, in words.</param>
/// <param name="Attempts">How often it was delivered, as far as is known; 0 when not.</param>
/// <param name="DiedAt">When it came here, as far as is known.</param>
public sealed record DeadLetter(string MessageId, string Type, string Body, string Reason, int Attempts, DateTimeOffset? DiedAt)
{
    /// <summary>The message, if it is one of this kind and of a version that can be read.</summary>
    public T? Read<T>() where T : class
    {
        try
        {
            return Type == MessageContract.Of(typeof(T)).Name ? MessageJson.Read<T>(System.Text.Encoding.UTF8.GetBytes(Body)) : null;
        }
        catch (Exception exception) when (exception is System.Text.Json.JsonException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }
}
