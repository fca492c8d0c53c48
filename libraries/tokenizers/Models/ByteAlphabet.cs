namespace Attune.Tokenizers.Models;

/// <summary>
/// How files of byte-level tokenizers write bytes: printable ASCII and Latin-1 as themselves, the other 68 in their order as
/// the characters from U+0100.
/// </summary>
internal static class ByteAlphabet
{
    private const char End = (char)(0x100 + 68);
    private const short NoByte = -1;

    private static readonly char[] Characters = BuildCharacters();
    private static readonly short[] Bytes = BuildBytes();

    public static char CharacterOf(byte value) => Characters[value];

    /// <summary>
    /// Writes the bytes that a token of the file stands for, one a character; false where a character is none of the alphabet's.
    /// </summary>
    public static bool TryDecode(ReadOnlySpan<char> token, Span<byte> bytes)
    {
        for (var i = 0; i < token.Length; i++)
        {
            if (token[i] >= End || Bytes[token[i]] == NoByte)
                return false;
            bytes[i] = (byte)Bytes[token[i]];
        }

        return true;
    }

    private static char[] BuildCharacters()
    {
        var characters = new char[0x100];
        var next = '\u0100';
        for (var value = 0; value < characters.Length; value++)
            characters[value] = value is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)value : next++;
        return characters;
    }

    private static short[] BuildBytes()
    {
        var bytes = new short[End];
        Array.Fill(bytes, NoByte);
        for (short value = 0; value < Characters.Length; value++)
            bytes[Characters[value]] = value;
        return bytes;
    }
}
