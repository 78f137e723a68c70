using Tito.Core.Journals;
using Tito.Server.Options;
using Tito.Storage.InMemory;
using Tito.Storage.Rows;

namespace Tito.Replay.Plays;

/// <summary>Where the sessions of a replay are kept.</summary>
internal abstract record JournalPlace
{
    private JournalPlace()
    {
    }

    /// <summary>Opens the journal of a server.</summary>
    /// <param name="server">The server's number: no two work at once with one file.</param>
    /// <param name="before">The journal of the server that was stopped; null for a first one.</param>
    public abstract Task<IJournal> OpenAsync(int server, IJournal? before);

    /// <summary>Rows in memory. A server that is started again has those of the one before it.</summary>
    public sealed record Memory : JournalPlace
    {
        /// <inheritdoc/>
        public override Task<IJournal> OpenAsync(int server, IJournal? before) => Task.FromResult(before ?? new InMemoryJournal());
    }

    /// <summary>A SQLite file for each server, opened anew by the next one.</summary>
    /// <param name="Folder">Where the files lie.</param>
    public sealed record Sqlite(string Folder) : JournalPlace
    {
        /// <inheritdoc/>
        public override Task<IJournal> OpenAsync(int server, IJournal? before) =>
            new JournalSource(Path.Combine(Folder, $"{server}"), null, RowSeals.Plain).OpenAsync();
    }

    /// <summary>The tables of an Azure storage account, which servers share.</summary>
    /// <param name="Connection">The account's connection string, or its address.</param>
    /// <param name="Seals">How rows are sealed: a server over the same account may have a key.</param>
    public sealed record Azure(string Connection, RowSeals Seals) : JournalPlace
    {
        /// <inheritdoc/>
        public override Task<IJournal> OpenAsync(int server, IJournal? before) => new JournalSource("", Connection, Seals).OpenAsync();
    }
}
