using System.Diagnostics;
using System.Text.Json;
using Attune.Bench.Gpu.Reporting;
using Attune.Bench.Gpu.Workloads;
using Microsoft.ML.OnnxRuntime;

namespace Attune.Bench.Gpu.Running;

/// <summary>Runs the plan on ONNX Runtime.</summary>
internal static class Bench
{
    private const int WarmUp = 3;
    private const int LeastRuns = 5;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(3);

    /// <summary>On a GPU every variant, for results and for time. On the CPU full precision only, for results: they are what all others are compared with.</summary>
    /// <exception cref="DeviceUnavailableException">There is no usable GPU.</exception>
    public static void Run(string folder, bool cuda, string resultsPath)
    {
        var results = new List<Result>();
        foreach (var model in Plan.Read(folder).Models)
        {
            foreach (var (variant, file) in model.Variants.Where(x => cuda || x.Key == "plain fp32"))
            {
                using var session = new ModelSession(model, Path.Combine(folder, file), cuda);
                var rows = session.Run(model.Parity);
                Timing[] timings = cuda ? [.. model.Batches.Select(x => Time(session, x))] : [];
                results.Add(new(model.Name, $"ONNX Runtime {OrtEnv.Instance().GetVersionString()} {(cuda ? "CUDA" : "CPU")}, {variant}", rows, timings));
                Console.WriteLine($"ONNX Runtime: {model.Name}, {variant}{string.Concat(timings.Select(x => $", {x.Rows} × {x.Length}: {x.TokensPerSecond:N0} tokens/s"))}");
            }
        }

        File.WriteAllText(resultsPath, JsonSerializer.Serialize(results, Plan.Json));
    }

    private static Timing Time(ModelSession session, BatchSize size)
    {
        var random = new Random(5);
        int[][] texts = [.. Enumerable.Range(0, size.Rows).Select(_ => Enumerable.Range(0, size.Length).Select(_ => random.Next(2, 50)).ToArray())];
        for (var i = 0; i < WarmUp; i++)
            session.Run(texts);
        var times = new List<TimeSpan>();
        var started = Stopwatch.GetTimestamp();
        while (times.Count < LeastRuns || Stopwatch.GetElapsedTime(started) < LeastTime)
        {
            var run = Stopwatch.GetTimestamp();
            session.Run(texts);
            times.Add(Stopwatch.GetElapsedTime(run));
        }

        times.Sort();
        var median = times[times.Count / 2].TotalSeconds;
        return new(size.Rows, size.Length, times.Count, median, size.Rows * size.Length / median);
    }
}
