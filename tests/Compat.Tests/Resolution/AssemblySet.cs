using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Attune.Compat.Tests.Resolution;

/// <summary>The assemblies that this process would load, by simple name, as metadata.</summary>
internal sealed class AssemblySet : IDisposable
{
    private readonly Dictionary<string, string> _paths;
    private readonly Dictionary<string, PEReader> _opened = new(StringComparer.OrdinalIgnoreCase);

    public AssemblySet()
    {
        var trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        _paths = trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .DistinctBy(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase);
    }

    public MetadataReader? Find(string name)
    {
        if (!_opened.TryGetValue(name, out var file))
        {
            if (!_paths.TryGetValue(name, out var path))
                return null;
            _opened[name] = file = new PEReader(File.OpenRead(path));
        }

        return file.GetMetadataReader();
    }

    public void Dispose()
    {
        foreach (var file in _opened.Values)
            file.Dispose();
    }
}
