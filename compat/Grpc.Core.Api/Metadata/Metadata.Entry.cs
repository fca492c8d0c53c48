using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One header or trailer. It never changes: bytes are copied on the way in and on the way out.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> KeyCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-.");

        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <exception cref="ArgumentException">The key has a character other than letters, digits and "_-.", or ends in "-bin".</exception>
        public Entry(string key, string value)
        {
            Key = Normalize(key);
            ArgumentNullException.ThrowIfNull(value);
            if (HasBinarySuffix(Key))
                throw new ArgumentException($"Key '{Key}' ends in {BinaryHeaderSuffix}: give its value as bytes.", nameof(key));
            _text = value;
        }

        /// <exception cref="ArgumentException">The key has a character other than letters, digits and "_-.", or lacks "-bin".</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalize(key);
            ArgumentNullException.ThrowIfNull(valueBytes);
            if (!HasBinarySuffix(Key))
                throw new ArgumentException($"Key '{Key}' must end in {BinaryHeaderSuffix} to hold bytes.", nameof(key));
            _bytes = valueBytes.AsSpan().ToArray();
        }

        /// <summary>In lower case.</summary>
        public string Key { get; }

        public bool IsBinary => _bytes is not null;

        /// <exception cref="InvalidOperationException">The entry holds bytes.</exception>
        public string Value => _text ?? throw new InvalidOperationException($"'{Key}' holds bytes, not text.");

        /// <summary>A copy of the bytes; of a text, its ASCII bytes.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_text!) : _bytes.AsSpan().ToArray();

        public override string ToString() => _bytes is null
            ? $"[Entry: key={Key}, value={_text}]"
            : $"[Entry: key={Key}, valueBytes={Convert.ToHexString(_bytes)}]";

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        private static bool HasBinarySuffix(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        private static string Normalize(string key)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
            var lower = key.ToLowerInvariant();
            var wrong = lower.AsSpan().IndexOfAnyExcept(KeyCharacters);
            return wrong < 0
                ? lower
                : throw new ArgumentException(
                    $"'{key[wrong]}' may not appear in metadata key '{key}': only letters, digits, '_', '-' and '.' may.", nameof(key));
        }
    }
}
