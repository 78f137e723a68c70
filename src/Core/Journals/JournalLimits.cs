namespace Tito.Core.Journals;

/// <summary>How much a journal keeps.</summary>
/// <param name="TurnBytes">
/// The longest turn in bytes, as <see cref="TurnRow.ByteCount"/> counts them, 1 or more. The default, 512 MiB, is what all journals can
/// keep: a row of SQLite may have 1,000,000,000 bytes. It is 131,072 tokens with routed experts of 128 layers and top 8.
/// </param>
public sealed record JournalLimits(long TurnBytes = 512L * 1024 * 1024);
