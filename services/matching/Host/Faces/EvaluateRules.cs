using Attune.Contracts.Matching.V1;
using Attune.Hosting.Errors;
using Attune.Matching.Music.Configs;
using Attune.Matching.Music.Evaluation.Scorers;
using Attune.Matching.Music.Evaluation.Tasks;

namespace Attune.Matching.Host.Faces;

/// <summary>Checks a request to evaluate; the limits are documented in <c>evaluation_service.proto</c>.</summary>
internal static class EvaluateRules
{
    private const int MostConfigs = 50;

    /// <exception cref="InvalidRequestException">Every violation at once.</exception>
    public static Music.Evaluation.Tasks.EvaluationSpec Check(EvaluateRequest request)
    {
        var violations = new List<FieldViolation>();
        var spec = EvaluationSpecRules.Check(violations, request.Spec);
        var unknown = request.Scorers.Where(name => !ScorerName.All.Contains(name, StringComparer.Ordinal)).Distinct(StringComparer.Ordinal)
            .ToList();
        if (unknown.Count > 0)
            violations.Add(new("scorers", $"names {Quote.List(unknown)}; there are {string.Join(", ", ScorerName.All)}"));
        if (request.Configs.Count > MostConfigs)
            violations.Add(new("configs", $"names {request.Configs.Count:N0}; at most {MostConfigs} are allowed"));
        for (var i = 0; i < Math.Min(request.Configs.Count, MostConfigs); i++)
        {
            if (request.Configs[i].Length == 0)
                violations.Add(new($"configs[{i}]", "is empty; the default configuration is always evaluated"));
            else ConfigRules.CheckReference(violations, $"configs[{i}]", request.Configs[i]);
        }
        return violations.Count == 0 ? spec : throw new InvalidRequestException(violations);
    }
}
