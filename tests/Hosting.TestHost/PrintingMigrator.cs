using Microsoft.Extensions.Options;

namespace Attune.Hosting.TestHost;

internal sealed class PrintingMigrator(IOptions<ProbeOptions> options) : IMigrator
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Startup == "explained") throw new StartupException("the schema is newer than this binary. Deploy a newer one.");
        await Console.Out.WriteLineAsync("migrated".AsMemory(), cancellationToken);
    }
}
