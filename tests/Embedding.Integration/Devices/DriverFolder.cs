namespace Attune.Embedding.Integration.Devices;

/// <summary>A folder with a library that is called as an NVIDIA driver's.</summary>
internal sealed class DriverFolder : IDisposable
{
    public DriverFolder(string library)
    {
        Directory.CreateDirectory(Path);
        File.Copy(library, System.IO.Path.Combine(Path, "libcuda.so.1"));
    }

    public string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "made", System.IO.Path.GetRandomFileName());

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
