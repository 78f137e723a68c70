namespace Tito.Core.Verification;

/// <summary>Whether a level of append-only holds for a recorded turn.</summary>
/// <param name="Level">1 messages, 2 template, 3 tokens, 4 ends.</param>
/// <param name="Holds">Null when a level before it is broken, so that this one has nothing to look at, or when nobody can tell.</param>
/// <param name="Detail">What is broken, where it is.</param>
public sealed record LevelVerdict(int Level, bool? Holds, string? Detail);
