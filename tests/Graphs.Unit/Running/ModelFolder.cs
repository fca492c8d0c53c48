namespace Attune.Graphs.Unit.Running;

/// <summary>A folder of its own for the graphs of one test.</summary>
internal sealed class ModelFolder : IDisposable
{
    private readonly string _folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "made", Path.GetRandomFileName())).FullName;

    public string Model => PathOf("model.onnx");

    public string Rewritten => PathOf("rewritten.onnx");

    public string PathOf(string file) => Path.Combine(_folder, file);

    public IEnumerable<string> Files => Directory.EnumerateFiles(_folder).Select(x => Path.GetFileName(x));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
