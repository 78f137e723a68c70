namespace Tito.Tokenizers.Models;

/// <summary>The large part of a model: what a snapshot keeps in binary form.</summary>
/// <param name="Tokens">The model's tokens by id, as UTF-8 of the text that the asset has for them; empty where there is none.</param>
/// <param name="Merges">In rising order of rank; all ids are tokens.</param>
internal sealed record Vocabulary(TokenTable Tokens, Merge[] Merges);
