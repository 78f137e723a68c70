using Azure;
using Microsoft.Data.Sqlite;
using Tito.Core.Families;
using Tito.Core.Journals;
using Tito.Core.Messages;
using Tito.Core.Verification;
using Tito.Jinja;
using Tito.Server.Options;
using Tito.Tokenizers;

namespace Tito.Cli;

/// <summary>Runs a command's work: what a user can mend is one line on standard error and exit code 2, never a stack trace.</summary>
internal static class CliRun
{
    /// <summary>Exit code: the work was done and every check held.</summary>
    public const int Success = 0;

    /// <summary>Exit code: a check did not hold.</summary>
    public const int CheckFailed = 1;

    /// <summary>Exit code: the work could not be begun with these options.</summary>
    public const int CannotRun = 2;

    /// <summary>Runs the work.</summary>
    public static async Task<int> GuardAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception mendable) when (IsMendable(mendable))
        {
            await TellAsync(mendable.Message);
            return CannotRun;
        }
    }

    /// <summary>Says on standard error why something was not done: one line, whatever the message is.</summary>
    public static Task TellAsync(string message) => Console.Error.WriteLineAsync($"tito: {message.Split('\n', '\r')[0]}");

    /// <summary>Whether the message of a failure says what the user can mend.</summary>
    private static bool IsMendable(Exception failure) => failure is OptionException or FamilyFileException or AssetException
        or TemplateException or MessageException or GoldenFormatException
        or IOException or UnauthorizedAccessException or HttpRequestException
        or InvalidDataException or SqliteException or RequestFailedException or JournalUnavailableException;
}
