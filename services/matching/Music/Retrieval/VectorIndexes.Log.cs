using Attune.Matching.Models.Bundles;

namespace Attune.Matching.Music.Retrieval;

internal sealed partial class VectorIndexes
{
    private static partial class Log
    {
        [LoggerMessage(
            2300, LogLevel.Information,
            "Building the index {Index} over the track vectors of {Model}; searches compare with all vectors until it is there.")]
        public static partial void Building(ILogger logger, string index, ModelKey model);

        [LoggerMessage(2301, LogLevel.Information, "The index {Index} over the track vectors of {Model} was built in {Elapsed}.")]
        public static partial void Built(ILogger logger, string index, ModelKey model, TimeSpan elapsed);

        [LoggerMessage(2302, LogLevel.Warning, "The index {Index} is the rest of a build that was killed; it is dropped and built again.")]
        public static partial void DroppingRest(ILogger logger, string index);
    }
}
