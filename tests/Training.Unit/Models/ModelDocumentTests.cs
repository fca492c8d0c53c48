using System.Text.Json.Nodes;
using Attune.Training.Data;
using Attune.Training.Models;
using Attune.Training.Runs;

namespace Attune.Training.Unit.Models;

public sealed class ModelDocumentTests
{
    private static readonly TrainingOutcome Outcome = TierTrainer.Train(
        Dataset.Create(Given.Planted(300, 1), Given.Now), new FitSettings(), TrainingSource.Scraped, null, 1, CancellationToken.None);

    private readonly string _json = ModelDocument.Of(Outcome.Model, Outcome.Report.Metrics, Given.Now).ToJson();

    [Fact]
    public void A_model_comes_back_with_the_same_bits()
    {
        var back = ModelDocument.Parse(ModelDocument.IdOf(_json), _json);
        Assert.Equal(_json, back.ToJson());
        var features = Enumerable.Range(0, 15).Select(i => i / 14.0).ToArray();
        Assert.Equal(Outcome.Model.Predict(features), back.ToModel().Predict(features));
        Assert.Equal(Outcome.Report.Metrics, back.Metrics);
    }

    [Fact]
    public void The_id_is_the_same_whenever_it_was_made_and_another_for_another_weight()
    {
        Assert.Equal(ModelDocument.IdOf(_json), ModelDocument.IdOf(ModelDocument.Of(Outcome.Model, Outcome.Report.Metrics, Given.Now.AddYears(1)).ToJson()));
        Assert.NotEqual(ModelDocument.IdOf(_json), ModelDocument.IdOf(Changed(json => json["weights"]![0]![0] = 1.25)));
    }

    [Fact]
    public void A_model_of_another_feature_order_is_refused_naming_the_feature()
    {
        var error = Refused(Changed(json =>
        {
            json["features"]![0] = "commentRate";
            json["features"]![1] = "shareRate";
        }));
        Assert.Contains("feature 1 is commentRate and should be shareRate", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_one_feature_less_is_refused() =>
        Assert.Contains("feature 15 is missing and should be hourPosted", Refused(Changed(json => json["features"]!.AsArray().RemoveAt(14))), StringComparison.Ordinal);

    [Fact]
    public void A_model_of_another_schema_is_refused() =>
        Assert.Contains("attune.tier-model/9", Refused(Changed(json => json["schema"] = "attune.tier-model/9")), StringComparison.Ordinal);

    [Fact]
    public void A_model_with_a_row_of_weights_missing_is_refused() =>
        Assert.Contains("5 times 15 weights", Refused(Changed(json => json["weights"]!.AsArray().RemoveAt(2))), StringComparison.Ordinal);

    [Fact]
    public void Half_a_model_and_a_changed_one_are_refused()
    {
        var id = ModelDocument.IdOf(_json);
        Assert.Throws<ModelRefusedException>(() => ModelDocument.Parse(id, _json[..(_json.Length / 2)]));
        var error = Assert.Throws<ModelRefusedException>(() => ModelDocument.Parse(id, Changed(json => json["intercepts"]![0] = 0.5)));
        Assert.Contains("damaged", error.Message, StringComparison.Ordinal);
    }

    private static string Refused(string json) => Assert.Throws<ModelRefusedException>(() => ModelDocument.Parse(ModelDocument.IdOf(json), json)).Message;

    private string Changed(Action<JsonObject> change)
    {
        var json = JsonNode.Parse(_json)!.AsObject();
        change(json);
        return json.ToJsonString();
    }
}
