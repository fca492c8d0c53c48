using Microsoft.ML.OnnxRuntime;
using SessionOptions = Microsoft.ML.OnnxRuntime.SessionOptions;

namespace Attune.Embedding.Devices;

/// <summary>ONNX Runtime's process-wide part: one thread pool for all sessions, which does not spin when it has nothing to do.</summary>
internal static class OnnxEnvironment
{
    private static readonly Lock Gate = new();
    private static int? _threads;

    /// <summary>Starts the runtime. It starts once a process; later calls must ask for the same.</summary>
    public static void Start(int threads)
    {
        lock (Gate)
        {
            if (_threads is { } running && running != threads)
                throw new InvalidOperationException(
                    $"ONNX Runtime runs in this process with {running} threads and cannot be given {threads}.");
            if (_threads is null)
                Create(threads);
            _threads = threads;
        }
    }

    /// <summary>Options for a session on the shared pool. The caller disposes them once the session exists.</summary>
    public static SessionOptions CreateSessionOptions()
    {
        var options = new SessionOptions
        {
            // Shapes differ from batch to batch; the arena would keep memory for each of them.
            EnableCpuMemArena = false,
            EnableMemoryPattern = false,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
        };
        options.DisablePerSessionThreads();
        return options;
    }

    /// <summary>Tries something whose failure is told by its exception, so that the runtime need not print it, too.</summary>
    public static void Quietly(Action attempt)
    {
        var environment = OrtEnv.Instance();
        var level = environment.EnvLogLevel;
        environment.EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL;
        try
        {
            attempt();
        }
        finally
        {
            environment.EnvLogLevel = level;
        }
    }

    private static void Create(int threads)
    {
        using var threading = new OrtThreadingOptions
        {
            GlobalIntraOpNumThreads = threads,
            GlobalInterOpNumThreads = 1,
            // A spinning pool burns tens of milliseconds of CPU after every run.
            GlobalSpinControl = false,
        };
        var creation = new EnvironmentCreationOptions
        {
            logId = "attune",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            threadOptions = threading,
        };
        _ = OrtEnv.CreateInstanceWithOptions(ref creation);
    }
}
