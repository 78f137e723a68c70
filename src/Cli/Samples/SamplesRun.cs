using System.Globalization;
using System.Text.Json;

namespace Tito.Cli.Samples;

/// <summary>One run of <c>tito samples</c>: all lines are fetched first, and then the file is made of them.</summary>
/// <param name="stream">What the server sends.</param>
/// <param name="spool">What is kept of it until the file is there.</param>
/// <param name="file">Begins the file.</param>
internal sealed class SamplesRun(SamplesStream stream, LinesSpool spool, Func<SampleFile> file)
{
    private const int ProgressEvery = 100;

    /// <summary>Runs, and says what came of it.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="cancellationToken">Ends the run; what came stays for the next one.</param>
    /// <exception cref="HttpRequestException">The server refuses, is not there, or cuts its answer off before one more line.</exception>
    public async Task<int> RunAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await FetchAsync(cancellationToken);
        }
        catch (HttpRequestException) when (spool.Last is null)
        {
            spool.Remove();
            throw;
        }
        catch (HttpRequestException cut)
        {
            throw new HttpRequestException($"{cut.Message}; what came until session {spool.Last} is kept: go on with --resume", cut);
        }

        return await WriteAsync(path, cancellationToken);
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var sessions = 0;
        await foreach (var line in stream.ReadAsync(spool.Last, cancellationToken))
        {
            spool.Add(line);
            if (++sessions % ProgressEvery == 0)
            {
                await Console.Error.WriteLineAsync(Line($"{sessions} sessions"));
            }
        }
    }

    private async Task<int> WriteAsync(string path, CancellationToken cancellationToken)
    {
        using var samples = file();
        var (sessions, failed) = (0, 0);
        await foreach (var line in spool.ReadAsync(cancellationToken))
        {
            sessions++;
            if (line.TryGetProperty("error", out var error))
            {
                failed++;
                await samples.AddFailedAsync(line, cancellationToken);
                await CliRun.TellAsync($"{Text(line, "session_id")}: {Text(error, "code")}: {Text(error, "message")}");
            }
            else
            {
                await samples.AddAsync(line, cancellationToken);
            }
        }

        var bytes = await samples.FinishAsync(cancellationToken);
        spool.Remove();
        await Console.Out.WriteLineAsync(Line(
            $"{samples.SampleCount} samples of {sessions - failed} sessions in {path} ({bytes} bytes); {failed} failed"));
        return failed == 0 ? CliRun.Success : CliRun.CheckFailed;
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
