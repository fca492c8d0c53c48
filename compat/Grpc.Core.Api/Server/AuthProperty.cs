using System.Text;

namespace Grpc.Core;

/// <summary>One attribute of an authenticated peer: for a TLS client, a field of its certificate.</summary>
public class AuthProperty
{
    private readonly byte[] _bytes;

    private AuthProperty(string name, byte[] bytes)
    {
        Name = name;
        _bytes = bytes;
    }

    public string Name { get; }

    /// <summary>The bytes read as UTF-8.</summary>
    public string Value => Encoding.UTF8.GetString(_bytes);

    /// <summary>A copy.</summary>
    public byte[] ValueBytes => _bytes.AsSpan().ToArray();

    /// <param name="name">Name of the attribute.</param>
    /// <param name="valueBytes">Copied.</param>
    public static AuthProperty Create(string name, byte[] valueBytes)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(valueBytes);
        return new AuthProperty(name, valueBytes.AsSpan().ToArray());
    }
}
