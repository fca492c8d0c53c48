namespace Attune.Messaging;

/// <param name="Outcome">What is to become of the delivery.</param>
/// <param name="Reason">Why, unless it was handled.</param>
/// <param name="Error">The handler's exception, if there was one.</param>
internal sealed record DeliveryResult(DeliveryOutcome Outcome, string Reason = "", Exception? Error = null)
{
    public static readonly DeliveryResult Handled = new(DeliveryOutcome.Handled);
}
