using Attune.Tokenizers.Models;

namespace Attune.Tokenizers.Loading;

/// <param name="Size">How many entries the file's vocabulary has; more than <paramref name="Vocabulary"/> where one is given twice.</param>
internal sealed record LoadedModel(ITokenModel Model, Dictionary<string, int> Vocabulary, int Size);
