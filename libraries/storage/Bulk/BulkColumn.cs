using Npgsql;

namespace Attune.Storage;

/// <summary>A column of a bulk write, and how a row's value gets into the stream.</summary>
internal sealed record BulkColumn<T>(string Name, Func<NpgsqlBinaryImporter, T, CancellationToken, Task> WriteAsync);
