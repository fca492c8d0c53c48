using System.Collections.ObjectModel;
using Attune.Bundles;
using Attune.Embedding.Bundles;
using Attune.Hosting.Errors;
using V1 = Attune.Contracts.Embedding.V1;

namespace Attune.Embedding.Calls;

/// <summary>Collects everything that is wrong with a request; what each kind of call has in common.</summary>
internal sealed class RequestCheck(ServingBundle bundle)
{
    /// <summary>Most texts, or documents, of one call.</summary>
    public const int MostTexts = 256;

    private readonly List<FieldViolation> _violations = [];

    public bool IsSound => _violations.Count == 0;

    /// <summary>There is more text than may be tokenised, be it to find out what else is wrong.</summary>
    public bool IsTooLarge { get; private set; }

    public void Add(string field, string description) => _violations.Add(new(field, description));

    /// <exception cref="InvalidRequestException">Something is wrong; all of it is said.</exception>
    public void ThrowIfUnsound()
    {
        if (!IsSound)
            throw new InvalidRequestException(_violations);
    }

    /// <param name="field">The field that has the texts.</param>
    /// <param name="work">Texts whose problems refuse the call, too; null where they do not.</param>
    /// <exception cref="InvalidRequestException">Something is wrong; all of it is said.</exception>
    public void ThrowIfUnsound(string field, CallWork? work)
    {
        foreach (var (place, problem) in work?.Problems ?? ReadOnlyDictionary<int, string>.Empty)
            Add($"{field}[{place}]", problem);
        ThrowIfUnsound();
    }

    public void Count(string field, int count)
    {
        if (count == 0)
            Add(field, $"is empty; send 1 to {MostTexts} {field}");
        if (count > MostTexts)
            Add(field, $"has {count} {field}; send at most {MostTexts} in one call");
    }

    /// <param name="field">The field that has the texts.</param>
    /// <param name="texts">They; each by itself is looked at when it is tokenised.</param>
    /// <param name="others">The other text of the request, by its field.</param>
    public void Size(string field, IEnumerable<string> texts, params ReadOnlySpan<(string Field, string Text)> others)
    {
        var bytes = texts.Sum(x => (long)TextSize.Of(x));
        foreach (var (name, text) in others)
        {
            bytes += TextSize.Of(text);
            if (TextSize.Problem(text) is { } problem)
                AddTooLarge(name, problem);
        }

        if (bytes > TextSize.MostTogether)
        {
            AddTooLarge(
                field, $"and all other text have {bytes} bytes; the limit of one request is {TextSize.MostTogether} (send fewer {field} " +
                    "in one call)");
        }
    }

    public void Priority(V1.Priority priority)
    {
        if (!Enum.IsDefined(priority))
            Add("priority", $"is {(int)priority}; set it to PRIORITY_INTERACTIVE or PRIORITY_BACKFILL, or leave it out");
    }

    /// <param name="asked">The request's model; empty for the one that is served.</param>
    /// <param name="served">The one that can do this.</param>
    public void Model(string asked, ModelManifest served)
    {
        if (asked.Length == 0 || asked == served.Name)
            return;
        var problem = bundle.Manifest.Models.FirstOrDefault(x => x.Name == asked) is { } other
            ? $"'{asked}' is of kind {other.Kind} and cannot do this"
            : $"'{asked}' is not served here";
        Add("model", $"{problem}; leave it empty or set it to '{served.Name}'");
    }

    /// <param name="task">The request's task; empty for the model's own.</param>
    /// <param name="taken">The template has a place for it.</param>
    public void Task(string task, bool taken, ModelManifest served)
    {
        if (task.Length == 0)
            return;
        if (!taken)
            Add("task", $"has no place in what '{served.Name}' makes of such texts; leave it empty");
        else if (string.IsNullOrWhiteSpace(task))
            Add("task", "is blank; leave it empty for the model's own");
    }

    private void AddTooLarge(string field, string description)
    {
        Add(field, description);
        IsTooLarge = true;
    }
}
