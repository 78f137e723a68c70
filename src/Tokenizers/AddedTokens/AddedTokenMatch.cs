namespace Tito.Tokenizers.AddedTokens;

/// <summary>An added token found in a text.</summary>
/// <param name="Id">The id that stands for the match.</param>
/// <param name="Start">The index of the first UTF-16 unit that it takes, with the white space that it swallows.</param>
/// <param name="End">The index behind the last unit that it takes.</param>
/// <param name="Resume">Where the search for the next one goes on: behind its content, whatever it swallows.</param>
internal readonly record struct AddedTokenMatch(int Id, int Start, int End, int Resume);
