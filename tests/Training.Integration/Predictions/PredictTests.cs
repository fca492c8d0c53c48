using Attune.Contracts.Training.V1;
using Attune.Training.Features;
using Grpc.Core;

namespace Attune.Training.Integration.Predictions;

public sealed class PredictTests
{
    [Fact]
    public async Task Every_form_of_input_gives_the_prediction_of_its_features()
    {
        await using var system = await TrainingSystem.StartAsync();
        await system.RetrainAsync();
        var video = TrainingSystem.Message(new("v", Given.Metrics()));
        var features = FeatureExtractor.Extract(Given.Metrics());
        var named = new NamedFeatures();
        for (var i = 0; i < features.Length; i++) named.Values[FeatureSchema.Names[i]] = features[i];
        var reply = (await system.Client().PredictAsync(new()
        {
            Inputs =
            {
                new PredictInput { Video = video }, new PredictInput { Features = new() { Values = { features } } }, new PredictInput { Named = named },
                new PredictInput { Named = new() }, new PredictInput { Pipeline = new() { HookScore = 0.9 } },
            },
        })).Predictions;

        Assert.Equal(5, reply.Predictions_.Count);
        Assert.Equal(reply.Predictions_[0], reply.Predictions_[1]);
        Assert.Equal(reply.Predictions_[0], reply.Predictions_[2]);
        Assert.Equal(FeatureSchema.Defaults, reply.Predictions_[3].Features);
        Assert.Equal(PipelineMapping.ToFeatures(new() { HookScore = 0.9 }), reply.Predictions_[4].Features);
        Assert.All(reply.Predictions_, prediction =>
        {
            Assert.Equal(1, prediction.Probabilities.Sum(), 1e-9);
            Assert.InRange(prediction.Score, 12.5, 90);
            Assert.Equal(prediction.Probabilities.Max(), prediction.Probabilities[prediction.Tier - 1]);
        });
    }

    [Fact]
    public async Task What_is_wrong_with_the_inputs_is_said_all_at_once()
    {
        await using var system = await TrainingSystem.StartAsync();
        var error = await Assert.ThrowsAsync<RpcException>(async () => await system.Client().PredictAsync(new()
        {
            Inputs =
            {
                new PredictInput(), new PredictInput { Features = new() { Values = { 1, 2 } } }, new PredictInput { Named = new() { Values = { ["likeRate"] = double.NaN, ["vibes"] = 0.5 } } },
                new PredictInput { Video = new() { Views = -1 } }, new PredictInput { Pipeline = new() { HookScore = 7 } },
                new PredictInput { Video = new() { Views = 6807491984882765062 } },
            },
        }));
        Assert.Equal(StatusCode.InvalidArgument, error.StatusCode);
        var details = error.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>()!;
        var said = string.Join('\n', details.FieldViolations.Select(violation => $"{violation.Field} {violation.Description}"));
        foreach (var part in new[] { "inputs[0]", "inputs[1].features.values", "inputs[2].named.values[likeRate]", "vibes", "inputs[3].video", "inputs[4].pipeline.hook_score", "inputs[5].video views is 6807491984882765062; a count is at most" })
            Assert.Contains(part, said, StringComparison.Ordinal);
        Assert.Equal(StatusCode.InvalidArgument, (await Assert.ThrowsAsync<RpcException>(async () => await system.Client().PredictAsync(new()))).StatusCode);
    }
}
