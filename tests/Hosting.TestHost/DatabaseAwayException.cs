using System.Data.Common;

namespace Attune.Hosting.TestHost;

/// <summary>What a database driver throws when its server is gone.</summary>
internal sealed class DatabaseAwayException(string message) : DbException(message)
{
    public override bool IsTransient => true;
}
