using System.Diagnostics;

namespace Attune.Cli.Local;

/// <summary>Waits until services say that they serve.</summary>
internal sealed class ServicesStart(PrivateFolder folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="CliException">One of them ended, or took too long; the end of its log is on stderr.</exception>
    public async Task WaitAsync(IReadOnlyList<Role> services, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var health = await Task.WhenAll(services.Select(service => Probe.ServiceAsync(folder.PortOf(service), cancellationToken)));
            foreach (var service in services.Where(service => folder.Find(service.Name) is null))
            {
                folder.ShowLog(service);
                throw new CliException($"attune: {service.Name} ended while it started; its whole log is {folder.Log(service)}");
            }
            var pending = services.Zip(health).Where(pair => pair.Second != Probe.Serving).ToList();
            if (pending.Count == 0) return;
            if (Stopwatch.GetElapsedTime(started) > Patience)
            {
                foreach (var (service, answer) in pending)
                {
                    folder.ShowLog(service);
                    await Console.Error.WriteLineAsync(
                        $"{service.Name} runs, but its health is {answer}; its whole log is {folder.Log(service)}");
                }
                var names = string.Join(' ', pending.Select(pair => pair.First.Name));
                throw new CliException($"attune: not every service became healthy within two minutes: {names}");
            }
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
