namespace Tito.Core.Verification.Runs;

/// <summary>What became of telling somebody about a red run.</summary>
/// <param name="Delivered">Whether it was taken.</param>
/// <param name="Attempts">How often it was tried, 1 or more.</param>
/// <param name="Detail">The last answer or error, for people: never the address.</param>
public sealed record NoticeOutcome(bool Delivered, int Attempts, string Detail);
