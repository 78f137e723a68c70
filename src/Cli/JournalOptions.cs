using System.CommandLine;
using Tito.Core.Journals;
using Tito.Server.Options;

namespace Tito.Cli;

/// <summary>
/// <c>--data DIR</c> and <c>--tables CONN</c>, which name a journal as they do for the server, and what it is sealed with; without them the
/// server's environment variables do.
/// </summary>
internal sealed class JournalOptions
{
    /// <summary>The folder of the SQLite file.</summary>
    public Option<string?> Data { get; } = new("--data")
    {
        Description = "The folder of the SQLite journal. Default: TITO_DATA, then data in the working directory.",
        HelpName = "DIR",
    };

    /// <summary>The storage account.</summary>
    public Option<string?> Tables { get; } = new("--tables")
    {
        Description =
            "The Azure storage account of the journal: its connection string, or the address of its table service. Default: TITO_TABLES.",
        HelpName = "CONN",
    };

    /// <summary>How its rows are sealed.</summary>
    public SealOptions Seals { get; } = new();

    /// <summary>Opens the journal, and creates what is missing of it.</summary>
    /// <exception cref="OptionException">Both are named, or the one cannot be used.</exception>
    public Task<IJournal> OpenAsync(ParseResult result) => Find(result).OpenAsync();

    /// <summary>Opens a journal that exists: a reader of an empty one would notice by the missing sessions alone.</summary>
    /// <exception cref="OptionException">There is none.</exception>
    public Task<IJournal> OpenExistingAsync(ParseResult result) =>
        Find(result) is var source && (source.Tables is not null || File.Exists(source.File))
            ? source.OpenAsync()
            : throw new OptionException("data", $"the folder of a journal, and there is no {source.File}");

    /// <summary>A journal that exists; null where none is named, and there is none where one is looked for without a word.</summary>
    /// <exception cref="OptionException">The one that is named does not exist, or two are named.</exception>
    public JournalSource? FindExisting(ParseResult result) =>
        Find(result) is var source && (source.Tables is not null || File.Exists(source.File)) ? source
        : result.GetValue(Data) is null && source.Data == JournalSource.DefaultData ? null
        : throw new OptionException("data", $"the folder of a journal, and there is no {source.File}");

    private JournalSource Find(ParseResult result)
    {
        var (data, tables) = (result.GetValue(Data), result.GetValue(Tables));
        if (data is not null && tables is not null)
        {
            throw new OptionException("tables", "a journal in place of the one that --data names; give one of them");
        }

        // What is said here outweighs the environment, also where that names the other kind of journal.
        var source = JournalSource.Read(Seals.Configuration(result));
        return data is null && tables is null ? source : source with { Data = data ?? JournalSource.DefaultData, Tables = tables };
    }
}
