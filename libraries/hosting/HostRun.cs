using Attune.Hosting.Configuration;
using Attune.Hosting.Server;
using Attune.Hosting.Telemetry;

namespace Attune.Hosting;

/// <summary>
/// One run of a service from start to exit code. Where the cause of a failure is known it is said in plain lines, without a stack trace.
/// </summary>
internal sealed partial class HostRun(WebApplication app)
{
    private const int Done = 0;
    private const int Failed = 1;
    private const int Unusable = 2;

    private readonly ServiceIdentity _identity = app.Services.GetRequiredService<ServiceIdentity>();
    private readonly ILogger _logger = app.Services.GetRequiredService<ILogger<HostRun>>();

    public async Task<int> RunAsync(Action<WebApplication> map)
    {
        TelemetryExport.Begin(app.Services);
        try
        {
            return app.Services.GetRequiredService<HostCommand>().Migrate ? await MigrateAsync() : await ServeAsync(map);
        }
        catch (ConfigurationException exception)
        {
            return await RefuseAsync(exception.Problems);
        }
        catch (OptionsValidationException exception)
        {
            return await RefuseAsync([.. exception.Failures]);
        }
        catch (StartupException exception)
        {
            LogCause(exception);
            return await FailAsync(exception.Message);
        }
        catch (Exception exception) when (ListenFailure.Explain(exception, app.Services) is { } explanation)
        {
            return await FailAsync(explanation);
        }
        catch (Exception exception)
        {
            LogUnexpected(exception);
            return await FailAsync($"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private async Task<int> ServeAsync(Action<WebApplication> map)
    {
        AttuneHost.Map(app, map);
        try
        {
            // The host listens to signals itself, before and after the start.
            await app.StartAsync(CancellationToken.None);
        }
        catch (OperationCanceledException) when (app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            LogStopped();
            return Done;
        }
        catch
        {
            // Background services that had already started are about to be cancelled, and the host must not call that a failure of theirs.
            app.Lifetime.StopApplication();
            throw;
        }
        LogListening(_identity.Name, _identity.Version, string.Join(", ", app.Urls));
        await app.WaitForShutdownAsync(CancellationToken.None);
        LogStopped();
        // The host stops in good order when one of its background services has died; that is a failure all the same.
        return app.Services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Any(service => service.ExecuteTask is { IsFaulted: true })
            ? Failed
            : Done;
    }

    private async Task<int> MigrateAsync()
    {
        await using var scope = app.Services.CreateAsyncScope();
        var migrators = scope.ServiceProvider.GetServices<IMigrator>().ToList();
        if (migrators.Count == 0) LogNothingToMigrate(_identity.Name);
        using var signals = new StopSignals();
        foreach (var migrator in migrators) await migrator.MigrateAsync(signals.Token);
        return Done;
    }

    private async Task<int> RefuseAsync(IReadOnlyList<string> problems)
    {
        await Console.Error.WriteLineAsync(
            $"{_identity.Name} cannot start: {(problems.Count == 1 ? "one setting is" : $"{problems.Count} settings are")} wrong.");
        foreach (var problem in problems) await Console.Error.WriteLineAsync($"  {problem}");
        return Unusable;
    }

    private async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"{_identity.Name} failed: {message}");
        return Failed;
    }
}
