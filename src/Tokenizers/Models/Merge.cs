namespace Tito.Tokenizers.Models;

/// <summary>Two adjacent ids that become one.</summary>
/// <param name="Left">The id on the left.</param>
/// <param name="Right">The id on the right.</param>
/// <param name="Rank">The merge with the lowest rank goes first.</param>
/// <param name="Id">What they become.</param>
internal readonly record struct Merge(int Left, int Right, int Rank, int Id);
