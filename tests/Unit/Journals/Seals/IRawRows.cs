namespace Tito.Tests.Unit.Journals.Seals;

/// <summary>The rows of a store, without a journal between.</summary>
internal interface IRawRows
{
    /// <summary>The rows of a session.</summary>
    Task<List<RawRow>> ReadAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Puts a row in its place.</summary>
    Task WriteAsync(RawRow row, CancellationToken cancellationToken);
}
